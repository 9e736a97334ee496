namespace TokenPak.EndToEnd.Tests.Fixtures;

/// <summary>
/// The one place that knows which shape of the product is tested. <c>TOKENPAK_TEST_SHAPE=direct</c> runs the tests against the fake provider
/// without any proxy: what fails there is the test's own fault.
/// </summary>
public static class ProductShape
{
    public static async Task<ProductUnderTest> StartAsync(ProductOptions? options = null) =>
        Environment.GetEnvironmentVariable("TOKENPAK_TEST_SHAPE") switch
        {
            "direct" => await DirectProduct.StartAsync(),
            null or "" or "local" => await LocalProduct.StartAsync(options),
            var shape => throw new InvalidOperationException($"TOKENPAK_TEST_SHAPE={shape} is not known."),
        };
}
