using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Publishing;

/// <summary>A first event waits for company, by a clock that the tests move.</summary>
public sealed class LingerTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(50));

    [Fact]
    public async Task Events_WithinTheLinger_ShareOneMessage()
    {
        await using var gateway = await StartAsync();
        for (var i = 0; i < 3; i++) (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose();
        await ReachedAsync(gateway, 3);
        Assert.Empty(gateway.Events.All);

        await Eventually.HoldsAsync(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(150));
                return gateway.Events.All.Count == 3;
            },
            "the events");
        Assert.Equal(1, gateway.Events.Messages);
    }

    [Fact]
    public async Task FullBatch_DoesNotWait()
    {
        await using var gateway = await StartAsync(batchSize: 1);
        (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose();
        await gateway.Events.SingleAsync();
    }

    [Fact]
    public async Task Stop_DoesNotWait()
    {
        await using var gateway = await StartAsync();
        (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose();
        await ReachedAsync(gateway, 1);
        await gateway.StopAsync();
        Assert.Single(gateway.Events.All);
    }

    private static Task ReachedAsync(GatewayHost gateway, int events)
    {
        var flow = gateway.Services.GetRequiredService<EventFlow>();
        return Eventually.HoldsAsync(() => flow.Accepted == events, "the requests to end");
    }

    private Task<GatewayHost> StartAsync(int batchSize = 500) => GatewayHost.StartAsync(
        new Dictionary<string, string?> { ["TokenPak:Publishing:LingerMs"] = "150", ["TokenPak:Publishing:BatchSize"] = $"{batchSize}" },
        configure: builder => builder.Services.AddSingleton<TimeProvider>(_time));
}
