namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>
/// The one place that knows which shape of the product is tested, by <c>TOKENPAK_TEST_SHAPE</c>: <c>local</c> (the default) in one process,
/// <c>distributed</c> as separate services on real servers. <c>direct</c> runs the tests against the fake provider without any proxy: what fails
/// there is the test's own fault.
/// </summary>
public static class ProductShape
{
    private static DistributedServers? _servers;

    public static async Task<ProductUnderTest> StartAsync(ProductOptions? options = null) =>
        Environment.GetEnvironmentVariable("TOKENPAK_TEST_SHAPE") switch
        {
            "direct" => await DirectProduct.StartAsync(),
            null or "" or "local" => await LocalProduct.StartAsync(options),
            "distributed" => await DistributedProduct.StartAsync(options, _servers ??= await DistributedServers.StartAsync()),
            var shape => throw new InvalidOperationException($"TOKENPAK_TEST_SHAPE={shape} is not known."),
        };

    /// <summary>Ends what the products shared.</summary>
    public static async ValueTask EndAsync()
    {
        if (_servers is not null) await _servers.DisposeAsync();
        _servers = null;
    }
}
