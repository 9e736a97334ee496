using Microsoft.Extensions.DependencyInjection;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Faults;

/// <summary>A clock that is set while requests go through: durations stay true, and nothing is refused, lost or counted twice.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Clock_SetBackAndForth_LeavesRequestsAndDurationsAlone()
    {
        var clock = new Clock();
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?>
            {
                ["TokenPak:Budget:Total:TokensPerDay"] = "1000000",
                ["TokenPak:Limits:RequestsPerMinute"] = "100",
            },
            configure: builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var jumps = (TimeSpan[])[TimeSpan.Zero, TimeSpan.FromHours(-2), TimeSpan.FromDays(40), TimeSpan.FromDays(-400), TimeSpan.Zero];

        foreach (var jump in jumps)
        {
            clock.Offset = jump;
            using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();
            Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        }

        await Eventually.HoldsAsync(() => gateway.Events.All.Count == jumps.Length, "the events");
        var events = gateway.Events.All;
        Assert.Equal(Enumerable.Range(1, jumps.Length).Select(i => (long)i), events.Select(e => e.Sequence));
        Assert.Equal(jumps.Length, events.Select(e => e.Id).Distinct().Count());
        Assert.All(events, e => Assert.InRange(e.LatencyMs, 0, Eventually.Bound.TotalMilliseconds));
        Assert.All(events.Zip(jumps), pair => Assert.InRange(pair.First.Timestamp - DateTimeOffset.UtcNow - pair.Second, -Eventually.Bound, Eventually.Bound));
    }

    private sealed class Clock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Offset;
    }
}
