namespace TokenPak.Distributed.Tests.Outages;

/// <summary>One product for all outages: each leaves it whole.</summary>
public sealed class OutageProduct(SharedServers servers) : IAsyncLifetime
{
    private DistributedProduct? _product;

    public DistributedProduct Product => _product ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => _product = await DistributedProduct.StartAsync(servers: servers.Servers);

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
    }
}
