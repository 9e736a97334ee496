namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>No proxy at all: the control.</summary>
public sealed class DirectProduct : ProductUnderTest
{
    private DirectProduct(FakeUpstream upstream) => Upstream = upstream;

    public override Uri Address => Upstream.Anthropic;

    public override FakeUpstream Upstream { get; }

    public override string Output => "";

    public override IReadOnlyList<string> DataFolders => [];

    public override string? AdminToken => null;

    public static async Task<DirectProduct> StartAsync() => new(await FakeUpstream.StartAsync());

    public override Task<IReadOnlyList<int>> ProgramIdsAsync() => Task.FromResult<IReadOnlyList<int>>([]);

    public override Task StopAsync() => Task.CompletedTask;

    public override Uri BaseAddressFor(string provider) => Upstream[provider];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Upstream.DisposeAsync();
    }
}
