using System.Globalization;

namespace TokenPak.EndToEnd.Tests.Soak;

/// <summary>
/// Mixed traffic for a long time: what the processes hold stays flat, and every request is stored exactly once. TOKENPAK_SOAK_MINUTES=60 runs it for an hour;
/// without it for seconds.
/// </summary>
public sealed class SoakTests
{
    private const int Clients = 8;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    private static TimeSpan Duration =>
        double.TryParse(Environment.GetEnvironmentVariable("TOKENPAK_SOAK_MINUTES"), NumberStyles.Float, CultureInfo.InvariantCulture, out var minutes) ? TimeSpan.FromMinutes(minutes) : TimeSpan.FromSeconds(5);

    [Fact]
    public async Task MixedTraffic_LeavesMemoryAndHandlesFlat_AndEveryRequestStoredOnce()
    {
        // Breakers would answer for the provider: here its failures have to pass.
        await using var product = await ProductShape.StartAsync(new ProductOptions
        {
            Environment = new Dictionary<string, string> { ["TokenPak__CircuitBreaker__Enabled"] = "false", ["TokenPak__Retry__MaxRetries"] = "0" },
        });
        var clients = new MixedClients(product, Clients);

        // What the runtime compiles, pools and caches in the beginning is no leak.
        await clients.RunAsync(Duration > TimeSpan.FromMinutes(1) ? Duration / 10 : WarmUp);
        await StoredAsync(product, clients.Sent);
        var processes = await product.ProgramIdsAsync();
        var before = processes.Select(Resources.Of).ToArray();

        await clients.RunAsync(Duration);
        await StoredAsync(product, clients.Sent);
        var after = processes.Select(Resources.Of).ToArray();

        Assert.True(clients.Failed > 0, "no answer broke off");
        TestContext.Current.TestOutputHelper?.WriteLine($"{clients.Sent} requests, {clients.Failed} broken off\n" + string.Join('\n', before.Zip(after).Select(pair => $"{pair.First} -> {pair.Second}")));
        Assert.All(before.Zip(after), pair =>
        {
            Assert.True(pair.Second.Megabytes <= pair.First.Megabytes * 1.25 + 64, $"memory: {pair}");
            Assert.True(pair.Second.Handles <= pair.First.Handles + 3 * Clients, $"handles: {pair}");
            Assert.True(pair.Second.Threads <= pair.First.Threads + 2 * Clients, $"threads: {pair}");
        });
    }

    private static async Task StoredAsync(ProductUnderTest product, int sent)
    {
        long? stored = null;
        try
        {
            await Eventually.HoldsAsync(async () => (stored = await CountAsync(product)) >= sent, "every request to be stored");
        }
        catch (TimeoutException)
        {
            // The difference says more.
        }

        Assert.Equal(sent, stored);
        Assert.Equal(0, (await product.ReportAsync("/stats")).GetProperty("session").Number("events_lost"));
    }

    private static async Task<long?> CountAsync(ProductUnderTest product) => (await product.ReportAsync("/stats")).GetProperty("session").Number("requests");
}
