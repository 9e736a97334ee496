using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

public abstract class StatisticsTests : StoreTestBase
{
    [Fact]
    public async Task Empty_SaysSo()
    {
        Assert.Null(await Host.Statistics.GetLastAsync(CancellationToken.None));
        Assert.Empty(await Host.RecentAsync());
        var snapshot = await Host.SnapshotAsync();
        Assert.Equal((0, 0m), (snapshot.Session.Requests, snapshot.Session.CostUsd));
        Assert.Null(snapshot.Today.AvgLatencyMs);
        Assert.Null((await Host.Statistics.GetSessionAsync(CancellationToken.None)).AvgSavingsPct);
        Assert.Null((await Host.Statistics.GetProviderCacheAsync(CancellationToken.None)).HitRate);
    }

    [Fact]
    public async Task Snapshot_SumsWhatIsKnown()
    {
        await Host.StoreAsync(
            Events.Chat("claude-sonnet-4-5") with { Usage = Events.Usage(100, 800, 100, 50), TokensBefore = 1400, TokensAfter = 1000, LatencyMs = 100 },
            Events.Chat("gpt-4o") with { Usage = Events.Usage(500, 0, null, 20), LatencyMs = 300 },
            Events.Chat("mystery") with { Usage = Events.Usage(10), CacheBreaks = 2, LatencyMs = 200 },
            Events.Chat("gpt-4o") with { Usage = null, StatusCode = 429, ErrorType = "rate_limit_error", LatencyMs = 0 });

        var snapshot = await Host.SnapshotAsync();
        var cost = (((100 * 3m) + (800 * 0.3m) + (100 * 3.75m) + (50 * 15m)) + ((500 * 2.5m) + (20 * 10m))) / 1_000_000;
        Assert.Equal((4, 1, 2, 2), (snapshot.Session.Requests, snapshot.Session.Errors, snapshot.Session.UnpricedRequests, snapshot.Session.CacheBreaks));
        Assert.Equal((1510, 1910, 70, 400), (snapshot.Session.SentInputTokens, snapshot.Session.InputTokens, snapshot.Session.OutputTokens, snapshot.Session.TokensSaved));
        Assert.Equal((800, 100), (snapshot.Session.CacheReadTokens, snapshot.Session.CacheCreationTokens));
        Assert.Equal(cost, snapshot.Session.CostUsd);
        Assert.Equal((4, cost, cost, 150.0), (snapshot.Today.Requests, snapshot.Today.CostUsd, snapshot.Today.TotalCost, snapshot.Today.AvgLatencyMs));
        Assert.Equal(["claude-sonnet-4-5", "gpt-4o", "mystery"], snapshot.ByModel.Keys.Order());
        Assert.Equal((2, null), (snapshot.ByModel["gpt-4o"].Requests, snapshot.ByModel["mystery"].Cost));
        Assert.Equal(800.0 / 1510, (await Host.Statistics.GetProviderCacheAsync(CancellationToken.None)).HitRate);
    }

    [Fact]
    public async Task SessionStatistics_AgreeWithTheSnapshot()
    {
        await Host.StoreAsync(Events.Chat() with { TokensBefore = 1500, TokensAfter = 1000, Removed = new RemovedTokens(0, 0, 500, 500, 0) });
        Host.Time.Advance(TimeSpan.FromMinutes(90));
        // Opened by the first look, at the start of the test's clock.
        var statistics = await Host.Statistics.GetSessionAsync(CancellationToken.None);
        var session = (await Host.SnapshotAsync()).Session;
        Assert.Equal((1, 1500, 1000, 500), (statistics.SessionRequests, statistics.TokensRaw, statistics.TokensSent, statistics.TokensSaved));
        Assert.Equal(100.0 / 3, statistics.AvgSavingsPct ?? 0, 10);
        Assert.Equal((session.CostUsd, session.CostSavedUsd), (statistics.TotalCost, statistics.SessionTotalSaved));
        Assert.Equal(500 * 3m / 1_000_000, statistics.SessionTotalSaved);
    }

    [Fact]
    public async Task FirstSession_HoldsWhatCameBeforeIt()
    {
        await Host.StoreAsync(Events.Chat(at: Events.Noon.AddDays(-30)));
        Assert.Equal(1, (await Host.SnapshotAsync()).Session.Requests);
    }

    [Fact]
    public async Task NewSession_StartsAtNothing_AndTodayGoesOn()
    {
        await Host.Statistics.StartSessionAsync(CancellationToken.None);
        await Host.StoreAsync(Events.Chat(at: Events.Noon.AddSeconds(1)));
        Host.Time.Advance(TimeSpan.FromMinutes(1));
        await Host.Statistics.StartSessionAsync(CancellationToken.None);
        await Host.StoreAsync(Events.Chat(at: Events.Noon.AddSeconds(59)), Events.Chat(at: Events.Noon.AddSeconds(60)), Events.Chat(at: Events.Noon.AddSeconds(61)));

        var snapshot = await Host.SnapshotAsync();
        Assert.Equal(2, snapshot.Session.Requests);
        Assert.Equal(Events.Noon.AddMinutes(1), snapshot.Session.StartedAt);
        Assert.Equal(4, snapshot.Today.Requests);
        Assert.Equal(2, snapshot.Recent.Count);
        Assert.Equal(4, (await Host.RecentAsync()).Count);
        var last = await Host.Statistics.GetLastAsync(CancellationToken.None);
        Assert.Equal(2, last?.SessionRequests);
        Host.Time.Advance(TimeSpan.FromHours(3));
        Assert.Equal(3, (await Host.Statistics.GetSessionAsync(CancellationToken.None)).UptimeHours, 6);
    }

    [Fact]
    public async Task Today_IsTheUtcDay_WhateverTheOffset()
    {
        var midnight = new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);
        await Host.StoreAsync(
            Events.Chat(at: midnight.AddTicks(-10)),
            Events.Chat(at: midnight),
            Events.Chat(at: midnight.ToOffset(TimeSpan.FromHours(-8))),
            Events.Chat(at: new DateTimeOffset(2026, 11, 25, 8, 59, 59, TimeSpan.FromHours(9))),
            Events.Chat(at: new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(9))));
        Assert.Equal(3, (await Host.SnapshotAsync()).Today.Requests);
        Assert.All(await Host.RecentAsync(), row => Assert.Equal(TimeSpan.Zero, row.Timestamp.Offset));
    }

    [Fact]
    public async Task FailedRequest_SavedNothing()
    {
        await Host.StoreAsync(Events.Chat() with { StatusCode = 529, Usage = null, TokensBefore = 1500, TokensAfter = 1000 });
        var row = Assert.Single(await Host.RecentAsync());
        Assert.Equal((1000L, 0L), (row.InputTokens, row.TokensSaved));
    }

    [Fact]
    public async Task CountedTokens_AreNoTraffic()
    {
        await Host.StoreAsync(Events.Chat() with { RequestType = "count_tokens", Usage = null, TokensBefore = 1500, TokensAfter = 1000 });
        var session = (await Host.SnapshotAsync()).Session;
        Assert.Equal((1, 0, 0, 0), (session.Requests, session.InputTokens, session.TokensSaved, session.UnpricedRequests));
    }

    [Theory]
    [InlineData(499, RequestOutcome.ClientCancelled, 1)]
    [InlineData(200, RequestOutcome.ClientCancelled, 0)]
    [InlineData(200, RequestOutcome.UpstreamAborted, 1)]
    [InlineData(502, RequestOutcome.UpstreamUnavailable, 1)]
    [InlineData(404, RequestOutcome.Completed, 1)]
    [InlineData(200, RequestOutcome.Completed, 0)]
    public async Task Errors_AreFailuresAndBreaks(int status, RequestOutcome outcome, int errors)
    {
        await Host.StoreAsync(Events.Chat() with { StatusCode = status, Outcome = outcome });
        Assert.Equal(errors, (await Host.SnapshotAsync()).Session.Errors);
    }

    [Fact]
    public async Task Ingested_CountLikeProxied()
    {
        await Host.StoreAsync(Events.Chat("claude-haiku-4-5", sequence: 1) with { Usage = Events.Usage(1000, output: 10) });
        var record = new IngestRecord { Id = Guid.CreateVersion7(), Model = "claude-haiku-4-5", Tokens = 1500, Cost = 0.002m, Timestamp = Events.Noon, Agent = "script", SessionId = "s", TokensSaved = 500 };
        await Host.Statistics.IngestAsync([record], CancellationToken.None);
        await Host.Statistics.IngestAsync([record with { Cost = 5m }], CancellationToken.None);

        var snapshot = await Host.SnapshotAsync();
        Assert.Equal((2, 2500, 3000, 500, 10), (snapshot.Session.Requests, snapshot.Session.SentInputTokens, snapshot.Session.InputTokens, snapshot.Session.TokensSaved, snapshot.Session.OutputTokens));
        Assert.Equal(0.00105m + 0.002m, snapshot.Session.CostUsd);
        Assert.Equal(0, snapshot.Session.EventsLost);
        // Nobody measured how long the ingested one took.
        Assert.Equal(1234.5, snapshot.Today.AvgLatencyMs);
        var row = Assert.Single(await Host.RecentAsync(new RecentQuery { Session = "s" }));
        Assert.Equal(("ingest", "ingested", 1500L, 2000L, (long?)null, 0.002m, (decimal?)null), (row.RequestType, row.UsageSource, row.InputTokens, row.InputTokensRaw, row.OutputTokens, row.Cost, row.CostSaved));
    }
}

public sealed class SqliteStatisticsTests : StatisticsTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresStatisticsTests(PostgresFixture postgres) : StatisticsTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
