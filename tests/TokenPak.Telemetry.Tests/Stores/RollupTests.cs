using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Statistics;
using TokenPak.Telemetry.Storing;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

public abstract class RollupTests : StoreTestBase
{
    [Fact]
    public async Task Totals_AfterRedeliveryAndLateEvents_EqualTheRows()
    {
        const int seed = 42;
        var events = Traffic(seed, 600);
        await Host.StoreAsync(events[300..]);
        await Host.StoreAsync(events[..400]);
        await Host.StoreAsync([.. events.Reverse()]);
        await IngestAsync();
        await CompareAsync(seed);
    }

    [Fact]
    public async Task Rebuild_MakesTheSameRollups()
    {
        const int seed = 43;
        var events = Traffic(seed, 400);
        await Host.StoreAsync(events[200..]);
        await Host.StoreAsync(events[..300]);
        await IngestAsync();
        var before = await RollupsAsync();
        await Host.Services.GetRequiredService<RollupRebuild>().RunAsync(CancellationToken.None);
        Assert.Equal(before, await RollupsAsync());
    }

    [Fact]
    public async Task Rebuild_MakesGoodWhatWasWrong()
    {
        await Host.StoreAsync(Traffic(44, 50));
        var before = await RollupsAsync();
        await using (var db = await ContextAsync())
        {
            await db.HourlyTotals.ExecuteDeleteAsync();
            await db.DailyTotals.ExecuteUpdateAsync(set => set.SetProperty(t => t.Requests, 7));
            await db.SessionHours.ExecuteUpdateAsync(set => set.SetProperty(t => t.CostNanos, 1));
            await db.ClientSessions.ExecuteUpdateAsync(set => set.SetProperty(t => t.Turns, 100));
            await db.Conversations.ExecuteDeleteAsync();
            await db.DailyLatencies.ExecuteUpdateAsync(set => set.SetProperty(t => t.Requests, t => t.Requests + 1));
            db.DailyTotals.Add(new DailyTotals { Start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), Requests = 1 });
            db.HourlyStages.Add(new HourlyStages { Start = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), Stage = "none", Requests = 1 });
            await db.SaveChangesAsync();
        }

        Assert.Equal(50, await Host.Services.GetRequiredService<RollupRebuild>().RunAsync(CancellationToken.None));
        Assert.Equal(before, await RollupsAsync());
    }

    [Fact]
    public async Task Rebuild_WhileEventsArrive_LosesNone()
    {
        const int seed = 45;
        var events = Traffic(seed, 600);
        await Host.StoreAsync(events[..300]);
        var storing = Task.Run(async () =>
        {
            for (var i = 300; i < events.Length; i += 20) await Host.StoreAsync(events[i..(i + 20)]);
        });
        var rebuild = Host.Services.GetRequiredService<RollupRebuild>();
        do await rebuild.RunAsync(CancellationToken.None);
        while (!storing.IsCompleted);
        await storing;
        var kept = await RollupsAsync();
        await rebuild.RunAsync(CancellationToken.None);
        Assert.Equal(await RollupsAsync(), kept);
        await CompareAsync(seed);
    }

    [Fact]
    public async Task Latencies_CountEveryKnownTime()
    {
        await Host.StoreAsync(
            Events.Chat() with { LatencyMs = 100, TimeToFirstByteMs = 10, CompileMs = null },
            Events.Chat() with { LatencyMs = 101, TimeToFirstByteMs = null, CompileMs = 0 });
        var latencies = await LatenciesAsync();
        Assert.Equal(2, latencies.Where(l => l.Kind == LatencyKind.Total).Sum(l => l.Requests));
        Assert.Equal(1, Assert.Single(latencies, l => l.Kind == LatencyKind.FirstByte).Requests);
        Assert.Equal(0, Assert.Single(latencies, l => l.Kind == LatencyKind.Compile).Bucket);
    }

    private static RequestCompleted[] Traffic(int seed, int count)
    {
        var random = new Random(seed);
        string?[] models = ["gpt-4o", "claude-sonnet-4-5", "gemini-2.5-pro", "nobody-knows", null];
        return [.. Enumerable.Range(1, count).Select(i => Events.Chat(at: Events.Noon.AddSeconds(-random.Next(200_000)), sequence: i) with
        {
            Model = models[random.Next(models.Length)],
            Provider = random.Next(3) == 0 ? null : "openai",
            SessionId = random.Next(2) == 0 ? null : "session-" + random.Next(5),
            StatusCode = random.Next(10) == 0 ? 500 : 200,
            Usage = random.Next(5) == 0 ? null : Events.Usage(random.Next(100_000), random.Next(300_000), random.Next(2) == 0 ? null : random.Next(1000), random.Next(3000)),
            TokensBefore = 20_000,
            TokensAfter = random.Next(20_000),
            Removed = new RemovedTokens(random.Next(1000), 0, random.Next(1000), 100, 0),
            CacheBreaks = random.Next(20) == 0 ? 1 : 0,
            InjectedTokens = random.Next(3) == 0 ? random.Next(200_000) : null,
            BudgetWarning = random.Next(9) == 0 ? "90 % of 5 dollars" : null,
            LatencyMs = random.NextDouble() * 60_000,
            Subscription = random.Next(4) == 0,
            Agent = random.Next(3) == 0 ? null : "agent-" + random.Next(3),
            RequestType = random.Next(10) == 0 ? "count_tokens" : "chat",
            UsageSource = (UsageSource)random.Next(3),
            Stages = random.Next(2) == 0 ? [] : [new StageSaving("json", random.Next(1, 500), 2), new StageSaving("log", random.Next(1, 500), 1)],
            CompileCacheHits = random.Next(5),
            CompileCacheMisses = random.Next(5),
            Conversation = random.Next(4) == 0 ? null : "c-" + random.Next(20),
            Arm = (HoldoutArmKind)random.Next(2),
            ToolErrors = random.Next(3) == 0 ? null : random.Next(3),
            RetryCount = random.Next(3) == 0 ? null : random.Next(2),
        })];
    }

    private Task IngestAsync() => Host.Statistics.IngestAsync(
        [.. Enumerable.Range(1, 50).Select(i => new IngestRecord { Id = Guid.CreateVersion7(), Model = "gpt-4o", Tokens = i, Cost = i * 0.001m, Timestamp = Events.Noon.AddMinutes(-i * 30) })],
        CancellationToken.None);

    private async Task CompareAsync(int seed)
    {
        await using var db = await ContextAsync();
        foreach (var from in new[] { DateTimeOffset.MinValue, Events.Noon.AddHours(-10), Events.Noon.AddHours(-10).AddMinutes(-17).AddTicks(-30) })
        {
            var rows = await TotalsQuery.RowsAsync(db, from, DateTimeOffset.MaxValue, CancellationToken.None);
            var totals = await Host.Services.GetRequiredService<TotalsQuery>().ByModelAsync(db, from, CancellationToken.None);
            Assert.True(rows.OrderBy(t => t.Model).SequenceEqual(totals.OrderBy(t => t.Model)), $"seed {seed}, from {from:O}");
        }
    }

    private Task<TelemetryDbContext> ContextAsync() => Host.Services.GetRequiredService<IDbContextFactory<TelemetryDbContext>>().CreateDbContextAsync();

    /// <summary>Every row of every rollup.</summary>
    private async Task<List<string>> RollupsAsync()
    {
        await using var db = await ContextAsync();
        var all = new List<string>();
        await AddAsync(db.HourlyTotals);
        await AddAsync(db.DailyTotals);
        await AddAsync(db.SessionHours);
        await AddAsync(db.ClientSessions);
        await AddAsync(db.Conversations);
        await AddAsync(db.HourlyLatencies);
        await AddAsync(db.DailyLatencies);
        await AddAsync(db.HourlyStages);
        await AddAsync(db.DailyStages);
        return [.. all.Order(StringComparer.Ordinal)];

        async Task AddAsync<T>(IQueryable<T> rows) where T : class => all.AddRange((await rows.AsNoTracking().ToListAsync()).Select(r => typeof(T).Name + System.Text.Json.JsonSerializer.Serialize(r)));
    }

    private async Task<List<(DateTimeOffset Hour, string Model, LatencyKind Kind, int Bucket, long Requests)>> LatenciesAsync()
    {
        await using var db = await ContextAsync();
        return [.. (await db.HourlyLatencies.AsNoTracking().ToListAsync()).Select(l => (l.Start, l.Model, l.Kind, l.Bucket, l.Requests)).Order()];
    }
}

public sealed class SqliteRollupTests : RollupTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresRollupTests(PostgresFixture postgres) : RollupTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
