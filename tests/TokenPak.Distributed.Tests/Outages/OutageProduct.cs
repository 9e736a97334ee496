namespace TokenPak.Distributed.Tests.Outages;

/// <summary>One product for all outages: each leaves it whole.</summary>
public sealed class OutageProduct(SharedServers servers) : IAsyncLifetime
{
    private DistributedProduct? _product;

    public DistributedProduct Product => _product ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => _product = await DistributedProduct.StartAsync(servers: servers.Servers);

    /// <summary>Until requests are compiled again: after an outage of the compiler the gateway leaves it alone for a moment, and what it then compiles anew is a break of its own.</summary>
    public Task WholeAsync() => Eventually.HoldsAsync(
        async () =>
        {
            using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, new AgentConversation(Dialect.Anthropic, task: "Is everything there?").Request(1));
            using var response = await Product.Client.SendAsync(request).InTimeAsync("an answer");
            return response.Headers.Contains("x-tokenpak-tokens-after");
        },
        "requests to be compiled");

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
    }
}
