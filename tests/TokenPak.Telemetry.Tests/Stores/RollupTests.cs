using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
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
    public async Task Rebuild_MakesTheSameTotals()
    {
        const int seed = 43;
        await Host.StoreAsync(Traffic(seed, 400));
        await IngestAsync();
        var (hours, latencies) = (await HoursAsync(), await LatenciesAsync());

        await Host.Services.GetRequiredService<RollupRebuild>().RunAsync(CancellationToken.None);
        Assert.Equal(hours, await HoursAsync());
        Assert.Equal(latencies, await LatenciesAsync());
    }

    [Fact]
    public async Task Rebuild_WhereTotalsAreMissing_MakesThem()
    {
        await Host.StoreAsync(Traffic(44, 50));
        var hours = await HoursAsync();
        await using (var db = await ContextAsync()) await db.HourlyTotals.ExecuteDeleteAsync();

        await Host.Services.GetRequiredService<RollupRebuild>().RunWhereMissingAsync(CancellationToken.None);
        Assert.Equal(hours, await HoursAsync());
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
            LatencyMs = random.NextDouble() * 60_000,
            Subscription = random.Next(4) == 0,
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
            var totals = await TotalsQuery.ByModelAsync(db, from, null, CancellationToken.None);
            Assert.True(rows.OrderBy(t => t.Model).SequenceEqual(totals.OrderBy(t => t.Model)), $"seed {seed}, from {from:O}");
        }
    }

    private Task<TelemetryDbContext> ContextAsync() => Host.Services.GetRequiredService<IDbContextFactory<TelemetryDbContext>>().CreateDbContextAsync();

    private async Task<List<string>> HoursAsync()
    {
        await using var db = await ContextAsync();
        return [.. (await db.HourlyTotals.AsNoTracking().ToListAsync()).Select(h => System.Text.Json.JsonSerializer.Serialize(h)).Order()];
    }

    private async Task<List<(DateTimeOffset Hour, string Model, LatencyKind Kind, int Bucket, long Requests)>> LatenciesAsync()
    {
        await using var db = await ContextAsync();
        return [.. (await db.LatencyBuckets.AsNoTracking().ToListAsync()).Select(l => (l.Hour, l.Model, l.Kind, l.Bucket, l.Requests)).Order()];
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
