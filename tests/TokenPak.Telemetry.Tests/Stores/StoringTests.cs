using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Tests.Hosting;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Telemetry.Tests.Stores;

public abstract class StoringTests : StoreTestBase
{
    [Fact]
    public async Task Event_StoredTwice_CountsOnce()
    {
        var e = Events.Chat();
        Assert.Equal(1, await Host.StoreAsync(e));
        Assert.Equal(0, await Host.StoreAsync(e));
        Assert.Equal(1, (await Host.SnapshotAsync()).Session.Requests);
    }

    [Fact]
    public async Task Event_TwiceInABatch_CountsOnce()
    {
        var e = Events.Chat(sequence: 1);
        Assert.Equal(2, await Host.StoreAsync(e, Events.Chat(sequence: 2), e));
        Assert.Equal(0, (await Host.SnapshotAsync()).Session.EventsLost);
    }

    [Fact]
    public async Task Batch_RedeliveredInPart_StoresTheRest()
    {
        var events = Enumerable.Range(1, 500).Select(i => Events.Chat(sequence: i)).ToArray();
        Assert.Equal(200, await Host.StoreAsync(events[..200]));
        Assert.Equal(300, await Host.StoreAsync(events));
        var session = (await Host.SnapshotAsync()).Session;
        Assert.Equal(500, session.Requests);
        Assert.Equal(0, session.EventsLost);
    }

    [Fact]
    public async Task Writers_WithTheSameEventsAtOnce_StoreThemOnce()
    {
        var events = Enumerable.Range(1, 300).Select(i => Events.Chat(sequence: i)).ToArray();
        var stored = await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Run(() => Host.StoreAsync(i % 2 == 0 ? events : [.. events.Reverse()]))));
        Assert.Equal(300, stored.Sum());
        Assert.Equal(300, (await Host.SnapshotAsync()).Session.Requests);
        Assert.Equal(0, (await Host.SnapshotAsync()).Session.EventsLost);
    }

    [Fact]
    public async Task Sequence_Gap_IsEventsLost()
    {
        await Host.StoreAsync(Events.Chat(instance: "a", sequence: 2), Events.Chat(instance: "a", sequence: 5), Events.Chat(instance: "b", sequence: 1));
        Assert.Equal(3, (await Host.SnapshotAsync()).Session.EventsLost);
    }

    [Fact]
    public async Task Sequence_Gap_ClosesWhenTheEventsComeLate()
    {
        await Host.StoreAsync(Events.Chat(sequence: 3));
        Assert.Equal(2, (await Host.SnapshotAsync()).Session.EventsLost);
        await Host.StoreAsync(Events.Chat(sequence: 1), Events.Chat(sequence: 2));
        Assert.Equal(0, (await Host.SnapshotAsync()).Session.EventsLost);
    }

    [Fact]
    public async Task Row_KeepsEverything()
    {
        var e = Events.Chat() with
        {
            TokensBefore = 1500,

            // What the vault added went out too, and is no less saved for it.
            TokensAfter = 1012,
            Tokenizer = "o200k_base",
            Stages = [new StageSaving("json", 300, 2), new StageSaving("repeat", 200, 1)],
            Removed = new RemovedTokens(100, 200, 200, 400, 100),
            InjectedTokens = 12,
            InjectedSources = ["docs/a.md:1-3", "docs/b.md:4-5"],
            SessionId = "session",
            Agent = "claude-code",
            Streamed = true,
            Subscription = true,
            Usage = Events.Usage(400, 500, 100, 77),
        };
        await Host.StoreAsync(e);

        var row = Assert.Single(await Host.RecentAsync());
        Assert.Equal(e.Id, row.Id);
        Assert.Equal(e.Timestamp, row.Timestamp);
        Assert.Equal(("anthropic", "claude-sonnet-4-5", "chat", "/v1/messages", 200), (row.Provider, row.Model, row.RequestType, row.Endpoint, row.StatusCode));
        Assert.Equal((1234.5, 200.25, 1.5), (row.LatencyMs, row.TimeToFirstByteMs, row.CompileMs));
        Assert.Equal((1000L, 1488L, 77L, 500L), (row.InputTokens, row.InputTokensRaw, row.OutputTokens, row.TokensSaved));
        Assert.Equal((500L, 100L, 12L, "docs/a.md:1-3, docs/b.md:4-5"), (row.CacheReadTokens, row.CacheCreationTokens, row.InjectedTokens, row.InjectedSources));
        Assert.Equal(("session", "claude-code", "provider", "full"), (row.SessionId, row.Agent, row.UsageSource, row.CompilationMode));
        Assert.True(row is { Streamed: true, Subscription: true });
        Assert.Equal(((400 * 3m) + (500 * 0.3m) + (100 * 3.75m) + (77 * 15m)) / 1_000_000, row.Cost);

        var last = await Host.Statistics.GetLastAsync(CancellationToken.None);
        Assert.Equal(e.Stages, last?.Stages);
        Assert.Equal(100.0 * 500 / 1488, last?.PercentSaved);
    }

    [Fact]
    public async Task Row_WithNothingKnown_SaysUnknown()
    {
        await Host.StoreAsync(Events.Chat() with { Model = null, Provider = null, Usage = null, UsageSource = UsageSource.Unknown, TimeToFirstByteMs = null, CompileMs = null });
        var row = Assert.Single(await Host.RecentAsync());
        Assert.Equal((null, null, null, null, null, null), (row.Model, row.Provider, row.InputTokens, row.InputTokensRaw, row.OutputTokens, row.Cost));
        Assert.Equal("unknown", row.UsageSource);
        Assert.Equal(1, (await Host.SnapshotAsync()).Session.UnpricedRequests);
        Assert.Null((await Host.SnapshotAsync()).ByModel["unknown"].Cost);
    }

    [Fact]
    public async Task Model_CalledUnknown_JoinsThoseWithoutAName()
    {
        await Host.StoreAsync(Events.Chat("unknown"), Events.Chat() with { Model = null });
        Assert.Equal(2, (await Host.SnapshotAsync()).ByModel["unknown"].Requests);
    }

    [Fact]
    public async Task Text_ThatNoDatabaseTakes_IsCleaned()
    {
        await Host.StoreAsync(Events.Chat("mod\0el\ud800") with { SessionId = new string('x', 5000), Agent = "'; DROP TABLE requests; --" });
        var row = Assert.Single(await Host.RecentAsync());
        Assert.Equal("mod\uFFFDel\uFFFD", row.Model);
        Assert.Equal(256, row.SessionId?.Length);
        Assert.Equal("'; DROP TABLE requests; --", row.Agent);
    }

    [Fact]
    public async Task Text_AsLongAsItMayBe_FitsEveryIndex()
    {
        const int seed = 5;
        var random = new Random(seed);
        string Name() => string.Concat(Enumerable.Range(0, 1000).Select(_ => (char)random.Next(0x4E00, 0x9FFF)));
        Assert.Equal(1, await Host.StoreAsync(Events.Chat(Name()) with { Provider = Name(), SessionId = Name(), Agent = Name(), Instance = Name() }));
    }

    [Fact]
    public async Task Money_AddsUpExactly()
    {
        // 0.1 + 0.2 thousands of times: a double would drift.
        var records = Enumerable.Range(0, 3000).Select(i => new IngestRecord { Id = Guid.CreateVersion7(), Model = "m", Tokens = 1, Cost = i % 2 == 0 ? 0.1m : 0.000000001m, Timestamp = Events.Noon }).ToArray();
        await Host.Statistics.IngestAsync(records, CancellationToken.None);
        Assert.Equal(150.0000015m, (await Host.SnapshotAsync()).Session.CostUsd);
    }

    [Fact]
    public async Task Bus_Batch_IsStoredAndCounted()
    {
        var known = Events.Chat();
        await Host.StoreAsync(known);
        await Host.PublishAsync(known, Events.Chat(), Events.Chat() with { Instance = "" }, Events.Chat() with { LatencyMs = -1 }, Events.Chat() with { Usage = Events.Usage(-1) });
        await Eventually.HoldsAsync(() => Host.Progress.Handled == 5, "the batch to be handled");
        Assert.Equal((1, 1, 3), (Host.Progress.Stored, Host.Progress.Known, Host.Progress.Rejected));
        Assert.Equal(2, (await Host.SnapshotAsync()).Session.Requests);
    }
}

public sealed class SqliteStoringTests : StoringTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresStoringTests(PostgresFixture postgres) : StoringTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
