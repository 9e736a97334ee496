using Microsoft.Extensions.DependencyInjection;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Publishing.Spooling;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Publishing;

/// <summary>Without a broker the spool holds what the consumer of the same process has not taken: the in-memory bus would grow, and forget.</summary>
public sealed class EmbeddedSpoolTests : IDisposable
{
    private readonly TemporaryFolder _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task Store_AwayAndBack_GetsEveryEventOnce_InOrder()
    {
        await using var gateway = await StartAsync();
        var away = new TaskCompletionSource();
        gateway.Events.Before = away.Task;
        for (var i = 0; i < 12; i++) (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose();
        var state = gateway.Services.GetRequiredService<SpoolState>();
        await Eventually.HoldsAsync(() => state.EventsWaiting == 12, "the spool");
        Assert.False(gateway.Services.GetRequiredService<EventPublisher>().IsBusAvailable);

        away.SetResult();
        var flow = gateway.Services.GetRequiredService<EventFlow>();
        await Eventually.HoldsAsync(() => flow.IsIdle, "the events");
        Assert.Equal(Enumerable.Range(1, 12).Select(i => (long)i), gateway.Events.All.DistinctBy(e => e.Id).Select(e => e.Sequence));
        Assert.Equal((12L, 0L), (flow.Published, flow.Lost));
        Assert.Empty(Directory.GetFiles(_spool.Path));
    }

    [Fact]
    public async Task Stop_WithTheStoreAway_LeavesTheEventsForTheNextStart()
    {
        await using (var first = await StartAsync())
        {
            first.Events.Before = new TaskCompletionSource().Task;
            for (var i = 0; i < 4; i++) (await first.Client.SendAsync(Requests.OpenAIChat())).Dispose();
            await first.StopAsync();
            Assert.Empty(first.Events.All);
        }

        await using var second = await StartAsync();
        await Eventually.HoldsAsync(() => second.Events.All.Count == 4, "what the first left");
        Assert.Equal([1, 2, 3, 4], second.Events.All.Select(e => e.Sequence));
    }

    [Fact]
    public async Task Stop_WithoutAnyRoom_CountsWhatIsLost()
    {
        await using var gateway = await StartAsync(spoolBytes: 10);
        gateway.Events.Before = new TaskCompletionSource().Task;
        for (var i = 0; i < 4; i++) (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose();
        await gateway.StopAsync();
        var flow = gateway.Services.GetRequiredService<EventFlow>();
        Assert.Equal((0L, 4L, true), (flow.Published, flow.Lost, flow.IsIdle));
    }

    private Task<GatewayHost> StartAsync(int spoolBytes = 10_000_000) => GatewayHost.StartAsync(new Dictionary<string, string?>
    {
        ["TokenPak:Publishing:SpoolMaxBytes"] = $"{spoolBytes}",
        ["TokenPak:Publishing:SpoolPath"] = _spool.Path,
        ["TokenPak:Publishing:TimeoutSeconds"] = "0.2",
        ["TokenPak:Publishing:RetrySeconds"] = "0.02",
        ["TokenPak:Publishing:DrainSeconds"] = "1",
    });
}
