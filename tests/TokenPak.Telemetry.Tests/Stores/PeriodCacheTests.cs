using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;
using TokenPak.Telemetry.Tests.Hosting;

namespace TokenPak.Telemetry.Tests.Stores;

/// <summary>A replica that has answered before, and keeps what it read, beside one that stores.</summary>
public abstract class PeriodCacheTests : StoreTestBase
{
    private static readonly DateTimeOffset LongAgo = Events.Noon.AddDays(-20);

    [Fact]
    public async Task Answers_KeptInMemory_FollowEventsOfAnotherReplica()
    {
        await using var reader = await TelemetryHost.StartAsync(Connection);
        await Host.StoreAsync(Request(LongAgo), Request(Events.Noon));
        Assert.Equal((2, 200, 2, 2, 2), await AnswersAsync(reader, new PeriodQuery()));

        // Late into a day that is long over, late into an hour, redelivered, and into a day that had none.
        var late = Request(LongAgo.AddHours(3));
        await Host.StoreAsync(late);
        Assert.Equal((3, 300, 3, 3, 3), await AnswersAsync(reader, new PeriodQuery()));
        await Host.StoreAsync(late, Request(LongAgo.AddDays(-3)));
        Assert.Equal((4, 400, 4, 4, 4), await AnswersAsync(reader, new PeriodQuery()));
        var hours = new PeriodQuery { From = Events.Noon.AddHours(-5), Bucket = PeriodQuery.Hour };
        Assert.Equal((1, 100, 1, 1, 4), await AnswersAsync(reader, hours));
        await Host.StoreAsync(Request(Events.Noon.AddHours(-1)), Request(Events.Noon));
        Assert.Equal((3, 300, 3, 3, 6), await AnswersAsync(reader, hours));
    }

    [Fact]
    public async Task Answers_KeptInMemory_FollowARebuild()
    {
        await using var reader = await TelemetryHost.StartAsync(Connection);
        await Host.StoreAsync(Request(LongAgo), Request(Events.Noon));
        await using (var db = await ContextAsync(Host))
        {
            await db.DailyTotals.ExecuteUpdateAsync(set => set.SetProperty(t => t.Requests, t => t.Requests + 1));
            await db.DailyStages.ExecuteDeleteAsync();
            db.DailyTotals.Add(new DailyTotals { Start = Timestamps.Day(LongAgo.AddDays(-1)), Requests = 5 });
            db.PeriodVersions.Add(new PeriodVersion { IsDay = true, Start = Timestamps.Day(LongAgo.AddDays(-1)), Version = 1 });
            await db.SaveChangesAsync();
        }

        Assert.Equal((9, 0, 2, 9, 9), await AnswersAsync(reader, new PeriodQuery()));
        await Host.Services.GetRequiredService<RollupRebuild>().RunAsync(CancellationToken.None);
        Assert.Equal((2, 200, 2, 2, 2), await AnswersAsync(reader, new PeriodQuery()));
    }

    [Fact]
    public async Task Answers_UnderAnyFilter_EqualTheRows()
    {
        const int seed = 46;
        var random = new Random(seed);
        await Host.StoreAsync([.. Enumerable.Range(0, 300).Select(_ => Request(Events.Noon.AddMinutes(-random.Next(100_000))) with
        {
            Model = "m" + random.Next(3),
            Provider = "p" + random.Next(2),
            Agent = random.Next(3) == 0 ? null : "a" + random.Next(2),
            SessionId = "s" + random.Next(4),
        })]);
        await using var db = await ContextAsync(Host);
        var rows = await db.Requests.AsNoTracking().ToListAsync();
        string?[] Names(string prefix) => [null, prefix + "0", prefix + "1"];
        foreach (var (model, provider, agent, session) in from m in Names("m") from p in Names("p") from a in Names("a") from s in Names("s") select (m, p, a, s))
        {
            var query = new PeriodQuery { Model = model, Provider = provider, Agent = agent, Session = session };
            var matching = rows.Where(r => (model ?? r.Model) == r.Model && (provider ?? r.Provider) == r.Provider && (agent ?? r.Agent) == r.Agent && (session ?? r.SessionId) == r.SessionId).ToList();
            var (requests, saved, _, trend, _) = await AnswersAsync(Host, query);
            Assert.True((matching.Count, matching.Sum(r => r.TokensSaved), matching.Count) == (requests, saved, trend), $"seed {seed}: {query}");
        }
    }

    private static RequestCompleted Request(DateTimeOffset at) => Events.Chat(at: at) with { TokensBefore = 1000, TokensAfter = 900, Stages = [new StageSaving("json", 100, 1)] };

    /// <summary>Requests of the series, tokens of the stages, requests in the models' histograms, requests of the trend and of the session.</summary>
    private static async Task<(long Series, long Stages, long Timed, long Trend, long Session)> AnswersAsync(TelemetryHost host, PeriodQuery query)
    {
        var (statistics, none) = (host.Statistics, CancellationToken.None);
        var models = await statistics.GetModelsAsync(query, none);
        return (
            (await statistics.GetSeriesAsync(query, none)).Buckets.Sum(b => b.Requests),
            (await statistics.GetStagesAsync(query, none)).TokensSaved,
            models.Models.Sum(m => m.LatencyMs?.Count ?? 0),
            (await statistics.GetTrendAsync(query, none)).Current.Requests,
            (await statistics.GetSessionAsync(none)).SessionRequests);
    }

    private static Task<TelemetryDbContext> ContextAsync(TelemetryHost host) => host.Services.GetRequiredService<IDbContextFactory<TelemetryDbContext>>().CreateDbContextAsync();
}

public sealed class SqlitePeriodCacheTests : PeriodCacheTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresPeriodCacheTests(PostgresFixture postgres) : PeriodCacheTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
