using System.Diagnostics;
using System.Globalization;
using TokenPak.Contracts.Compilation;
using TokenPak.Telemetry.Tests.Hosting;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Telemetry.Tests.Ingestion;

/// <summary>Events through a real broker into a real Postgres: each stored once, whatever ends meanwhile.</summary>
public sealed class BrokerTests(BrokerFixture broker, PostgresFixture postgres) : IClassFixture<BrokerFixture>
{
    [Fact]
    public async Task Poison_IsSetAside_Counted_AndHoldsNothingBack()
    {
        var address = broker.Server.NewConnectionString();
        await using var host = await TelemetryHost.StartAsync(await postgres.DatabaseAsync(), broker: address);
        await using var queue = await QueueClient.ConnectAsync(address);
        await queue.SendBytesAsync("not json");
        await queue.SendBytesAsync("{}", contentType: null);
        await queue.SendMessageAsync("""{"events":7}""");
        await queue.SendMessageAsync("""{"events":[{"id":"no guid"}]}""");
        await queue.SendMessageAsync("""{"events":[]}""", "urn:message:Somewhere:Else");
        await queue.SendAsync([Events.Chat(sequence: 1)]);

        await Eventually.HoldsAsync(() => host.Progress is { Poison: 5, Stored: 1 }, "all six messages");
        Assert.Equal(5u, await queue.CountAsync("tokenpak-telemetry_error") + await queue.CountAsync("tokenpak-telemetry_skipped"));
        Assert.Equal(0u, await queue.CountAsync("tokenpak-telemetry"));
        var session = (await host.SnapshotAsync()).Session;
        Assert.Equal((5L, 0L, 1L, 0L), (session.PoisonMessages, session.EventsRejected, session.Requests, session.EventsLost));
    }

    [Fact]
    public async Task Events_OfOtherVersions_AreStored()
    {
        var address = broker.Server.NewConnectionString();
        await using var host = await TelemetryHost.StartAsync(await postgres.DatabaseAsync(), broker: address);
        await using var queue = await QueueClient.ConnectAsync(address);
        string Event(int sequence, string more) => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{Guid.CreateVersion7(Events.Noon)}}","instance":"g","sequence":{{sequence}},"timestamp":"2026-11-24T12:00:00Z","requestType":"chat","endpoint":"/v1/messages","statusCode":200,"latencyMs":5,"tenant":"t"{{more}}}""");
        await queue.SendMessageAsync($$"""{"origin":"later","events":[{{Event(1, "")}}]}""");
        await queue.SendMessageAsync($$$"""{"events":[{{{Event(2, ""","schemaVersion":99,"novelty":{"a":[1]},"usage":{"outputTokens":3,"novelty":1},"usageSource":9,"mode":77,"outcome":0""")}}}]}""");
        await queue.SendMessageAsync($$"""{"events":[{{Event(3, """,SchemaVersion":0,"usageSource":"Guessed","mode":"Full","dialect":"AnthropicMessages","model":null""".Replace(",S", ",\"s", StringComparison.Ordinal))}}]}""");

        await Eventually.HoldsAsync(() => host.Progress.Stored == 3, "the events");
        var rows = (await host.RecentAsync()).OrderBy(r => r.LatencyMs).ToArray();
        Assert.Equal((0L, 3), (host.Progress.Poison, rows.Length));
        Assert.Contains(rows, r => r.OutputTokens == 3);
        Assert.Contains(rows, r => r.CompilationMode == CompilationMode.Full.ToWireName());
    }

    [Fact]
    public async Task Telemetry_KilledWhileItStores_LosesAndDoublesNothing()
    {
        const int messages = 60, size = 50;
        var address = broker.Server.NewConnectionString();
        var connection = await postgres.DatabaseAsync();
        await using var queue = await QueueClient.ConnectAsync(address);
        for (var m = 0; m < messages; m++) await queue.SendAsync(Enumerable.Range(1, size).Select(i => Events.Chat(sequence: (m * size) + i)));
        await using (var program = TelemetryProgram.Serve(connection, address))
        {
            await Eventually.HoldsAsync(async () => await RowsAsync(connection) > 0, "the first rows");
            using var kill = Process.Start("/bin/kill", ["-KILL", (await program.ProgramIdAsync()).ToString(CultureInfo.InvariantCulture)]);
            await program.ExitAsync();
        }

        await using var host = await TelemetryHost.StartAsync(connection, broker: address);
        await Eventually.HoldsAsync(async () => await RowsAsync(connection) == messages * size && await queue.CountAsync("tokenpak-telemetry") == 0, "all rows");
        var session = (await host.SnapshotAsync()).Session;
        Assert.Equal((messages * size, 0L), (session.Requests, session.EventsLost));
    }

    [Fact]
    public async Task Broker_KilledAndBack_LosesNothing()
    {
        var address = broker.Server.NewConnectionString();
        await using var host = await TelemetryHost.StartAsync(await postgres.DatabaseAsync(), broker: address);
        await using (var before = await QueueClient.ConnectAsync(address))
        {
            await before.SendAsync([Events.Chat(sequence: 1)]);
            await Eventually.HoldsAsync(() => host.Progress.Stored == 1, "the first event");
        }

        await broker.Server.KillAsync();
        await broker.Server.RestartAsync();
        await using var after = await QueueClient.ConnectAsync(address);
        await after.SendAsync([Events.Chat(sequence: 2)]);
        await Eventually.HoldsAsync(() => host.Progress.Stored == 2, "the consumer to come back");
        Assert.Equal(0, (await host.SnapshotAsync()).Session.EventsLost);
    }

    private static async Task<long> RowsAsync(string connection)
    {
        await using var db = PostgresFixture.Context(connection + ";Pooling=false");
        return await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.LongCountAsync(db.Requests);
    }
}
