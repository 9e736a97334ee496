using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using TokenPak.Contracts;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Publishing.Spooling;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Publishing;

/// <summary>Events over a real broker, while telemetry has never run: everything has to be in its queue, in order.</summary>
public sealed class BrokerTests(BrokerFixture broker) : IClassFixture<BrokerFixture>, IDisposable
{
    private readonly TemporaryFolder _spool = new();

    public void Dispose() => _spool.Dispose();

    [Fact]
    public async Task Event_BeforeTelemetryEverRan_LiesInItsQueue_Durable()
    {
        var connection = broker.Server.NewConnectionString();
        await using (var gateway = await StartAsync(connection))
        {
            await SendAsync(gateway, 3);
            await PublishedAsync(gateway, 3);
        }

        await broker.Server.StopAsync();
        await broker.Server.RestartAsync();
        Assert.Equal([1, 2, 3], (await QueueAsync(connection, 3)).Select(e => e.Sequence));
    }

    [Fact]
    public async Task Broker_KilledAndBack_GetsEveryEvent_InOrder()
    {
        var connection = broker.Server.NewConnectionString();
        await using var gateway = await StartAsync(connection);
        await SendAsync(gateway, 5);
        await PublishedAsync(gateway, 5);

        await broker.Server.KillAsync();
        var publisher = gateway.Services.GetRequiredService<EventPublisher>();
        var state = gateway.Services.GetRequiredService<SpoolState>();
        for (var sent = 5; sent < 15; sent += 5)
        {
            await SendAsync(gateway, 5);
            await Eventually.HoldsAsync(() => state.EventsWaiting == sent, "events in the spool");
        }

        Assert.False(publisher.IsBusAvailable);
        Assert.True(state is { Bytes: > 0, OldestAge: not null });

        await broker.Server.RestartAsync();
        await PublishedAsync(gateway, 15);
        // An event is off the spool only after it was counted as published.
        await Eventually.HoldsAsync(() => (publisher.IsBusAvailable, state.EventsWaiting, state.Bytes) == (true, 0L, 0L), "an empty spool");
        Assert.Empty(Directory.GetFiles(_spool.Path));
        Assert.Equal(Enumerable.Range(1, 15), (await QueueAsync(connection, 15)).Select(e => (int)e.Sequence));
    }

    [Fact]
    public async Task Stop_WithThePausedBroker_SpoolsAndTheNextProcessSends()
    {
        var connection = broker.Server.NewConnectionString();
        await using (var first = await StartAsync(connection))
        {
            await SendAsync(first, 1);
            await PublishedAsync(first, 1);
            await broker.Server.PauseAsync();
            await SendAsync(first, 7);
            await first.StopAsync();
            Assert.Equal((1L, 0L), (first.Services.GetRequiredService<EventFlow>().Published, first.Services.GetRequiredService<EventFlow>().Lost));
            Assert.Contains("7 events wait in the spool", first.Logs.Text, StringComparison.Ordinal);
        }

        await broker.Server.ContinueAsync();
        await using var second = await StartAsync(connection);
        await SendAsync(second, 2);
        await PublishedAsync(second, 9);
        var events = (await QueueAsync(connection, 10)).DistinctBy(e => e.Id).ToArray();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 1, 2], events.Select(e => e.Sequence));
        Assert.Equal(2, events.Select(e => e.Instance).Distinct().Count());
    }

    private Task<GatewayHost> StartAsync(string connection) => GatewayHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["ConnectionStrings:messaging"] = connection,
            ["TokenPak:Publishing:SpoolMaxBytes"] = "10000000",
            ["TokenPak:Publishing:SpoolPath"] = _spool.Path,
            ["TokenPak:Publishing:TimeoutSeconds"] = "1",
            ["TokenPak:Publishing:RetrySeconds"] = "0.05",
        },
        withConsumer: false);

    /// <summary>One after the other: the order in which they end is the order of their numbers.</summary>
    private static async Task SendAsync(GatewayHost gateway, int requests)
    {
        for (var i = 0; i < requests; i++) (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose();
    }

    private static Task PublishedAsync(GatewayHost gateway, int events)
    {
        var flow = gateway.Services.GetRequiredService<EventFlow>();
        return Eventually.HoldsAsync(() => flow.Published == events && flow.IsIdle, $"{events} events to be published");
    }

    /// <summary>Reads telemetry's queue as any client of the broker could.</summary>
    private static async Task<List<RequestCompleted>> QueueAsync(string connection, int atLeast)
    {
        await using var client = await new ConnectionFactory { Uri = new Uri(connection) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await client.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        List<RequestCompleted> events = [];
        await Eventually.HoldsAsync(
            async () =>
            {
                while (await channel.BasicGetAsync(ResourceNames.TelemetryQueue, autoAck: true) is { } message)
                {
                    Assert.True(message.BasicProperties.Persistent);
                    using var envelope = JsonDocument.Parse(message.Body);
                    events.AddRange(envelope.RootElement.GetProperty("message").Deserialize(EventsJsonContext.Default.RequestCompletedBatch)?.Events ?? []);
                }

                return events.DistinctBy(e => e.Id).Count() >= atLeast;
            },
            $"{atLeast} events in the queue");
        return events;
    }
}
