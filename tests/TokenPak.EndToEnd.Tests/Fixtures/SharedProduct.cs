[assembly: AssemblyFixture(typeof(TokenPak.EndToEnd.Tests.Fixtures.SharedProduct))]
// One product serves the suite; tests that read totals would count each other's requests if they ran at once.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>The product that most tests share, with its default settings.</summary>
public sealed class SharedProduct : IAsyncLifetime
{
    private ProductUnderTest? _product;

    /// <summary>The running product.</summary>
    public ProductUnderTest Product => _product ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => _product = await ProductShape.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
        await ProductShape.EndAsync();
    }
}
