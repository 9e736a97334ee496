using System.Globalization;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;
using TokenPak.Telemetry.Tests.Hosting;
using TokenPak.TestKit.Traffic;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Telemetry.Tests.Traffic;

/// <summary>
/// Events go over the bus, some of them twice and late; then every endpoint and every CSV of the gateway must say what the raw rows say, to the token and the billionth
/// of a dollar. TOKENPAK_TRAFFIC_EVENTS=100000 runs it over that many.
/// </summary>
public abstract class MixedDayTests : StoreTestBase
{
    private const int Seed = 20261124;
    private const int BatchEvents = 250;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TOKENPAK_TRAFFIC_EVENTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 5000;

    [Fact]
    public async Task EveryEndpoint_AgreesWithTheRows()
    {
        var events = MixedDay.Make(Seed, Count, Events.Noon);
        foreach (var batch in events.Chunk(BatchEvents)) await Host.PublishAsync(batch);
        await Host.PublishAsync(events[..Math.Min(events.Length, BatchEvents)]);
        await Eventually.HoldsAsync(() => Host.Progress.Handled == events.Length + Math.Min(events.Length, BatchEvents), "the events", TimeSpan.FromMinutes(5));
        await using var gateway = await GatewayInFront.StartAsync(Host.Address);
        var client = gateway.Client;
        var rows = await RowsAsync();
        Assert.Equal(events.Length, rows.Requests);

        var series = await GetAsync(client, "stats/series?bucket=hour", StatisticsJsonContext.Default.UsageSeries);
        Assert.Equal(rows, Sums.Of(series.Totals));
        Assert.Equal(rows, Sums.Of([.. series.Buckets]));
        Assert.Equal(rows.Requests, series.Buckets.Sum(b => b.ByModel.Values.Sum(p => p.Requests)));
        Assert.Equal(rows.Cost, series.Buckets.Sum(b => b.ByModel.Values.Sum(p => p.CostUsd)));
        Assert.Equal(rows, Sums.Of((await GetAsync(client, "stats/series?bucket=day", StatisticsJsonContext.Default.UsageSeries)).Totals));
        Assert.Equal(rows, Sums.Of((await GetAsync(client, "stats/trend", StatisticsJsonContext.Default.UsageTrend)).Current));

        var models = await GetAsync(client, "stats/models", StatisticsJsonContext.Default.ModelUsageList);
        Assert.Equal(12, models.Models.Count);
        Assert.Equal(rows, Sums.Of(models.Totals));
        Assert.Equal(rows, Sums.Of([.. models.Models]));
        Assert.Equal(rows.Requests, models.Models.Sum(m => m.LatencyMs?.Count));
        var agents = await GetAsync(client, "stats/agents", StatisticsJsonContext.Default.AgentUsageList);
        Assert.Equal(rows, Sums.Of([.. agents.Agents]));
        var sessions = await SessionsAsync(client);
        Assert.Equal(41, sessions.Count);
        Assert.Equal(rows, Sums.Of([.. sessions]));
        Assert.Equal(rows.Saved, (await GetAsync(client, "stats/stages", StatisticsJsonContext.Default.StageUsageList)).TokensSaved);

        var parts = new List<UsageTotals>();
        foreach (var session in sessions) parts.Add((await GetAsync(client, $"stats/series?session={session.SessionId}", StatisticsJsonContext.Default.UsageSeries)).Totals);
        Assert.All(sessions.Zip(parts).Where(p => p.First.SessionId is not null), p => Assert.Equal(Sums.Of([p.First]), Sums.Of(p.Second)));

        using var stats = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync("stats"));
        var session0 = stats.RootElement.GetProperty("session");
        Assert.Equal((rows.Requests, rows.Cost, rows.Net), (session0.GetProperty("requests").GetInt64(), session0.GetProperty("cost_usd").GetDecimal(), session0.GetProperty("cost_saved_usd").GetDecimal()));
        Assert.Equal((rows.Raw, rows.Sent, rows.Saved), (session0.GetProperty("input_tokens").GetInt64(), session0.GetProperty("sent_input_tokens").GetInt64(), session0.GetProperty("tokens_saved").GetInt64()));

        foreach (var name in new[] { "series", "models", "agents" }) Assert.Equal(rows, await CsvAsync(client, $"stats/{name}.csv"));
        Assert.Equal(rows, await CsvAsync(client, "stats/sessions.csv"));
        var recent = await CsvAsync(client, "recent.csv?limit=100000");
        Assert.Equal((rows.Requests, rows.Cost, rows.Net, rows.Raw, rows.Sent, rows.Output, rows.Saved), (recent.Requests, recent.Cost, recent.Net, recent.Raw, recent.Sent, recent.Output, recent.Saved));
        await CompareReceiptsAsync(client);
    }

    private static async Task<T> GetAsync<T>(HttpClient client, string path, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) where T : class =>
        await client.GetFromJsonAsync(path, type) ?? throw new InvalidOperationException(path + " is empty.");

    private static async Task<List<SessionUsage>> SessionsAsync(HttpClient client)
    {
        var all = new List<SessionUsage>();
        for (var cursor = ""; ;)
        {
            var page = await GetAsync(client, $"stats/sessions?limit=7&cursor={cursor}", StatisticsJsonContext.Default.SessionUsageList);
            all.AddRange(page.Sessions);
            if (page.Next is not { } next) return all;
            cursor = next;
        }
    }

    private static async Task CompareReceiptsAsync(HttpClient client)
    {
        var page = await GetAsync(client, "recent?limit=50", StatisticsJsonContext.Default.RecentRequests);
        foreach (var row in page.Recent)
        {
            var receipt = await GetAsync(client, $"recent/{row.Id}", StatisticsJsonContext.Default.RequestReceipt);
            Assert.Equal(row, receipt.Request);
            Assert.Equal(row.Cost is null ? "unknown" : row.RequestType == "count_tokens" ? "free" : "lines", receipt.Price.Basis);
            if (receipt.Price.Basis == "lines") Assert.Equal(row.Cost, decimal.Round(receipt.Price.Lines.Sum(l => l.CostUsd), 9));
        }
    }

    private static async Task<Sums> CsvAsync(HttpClient client, string path)
    {
        var lines = (await client.GetStringAsync(path)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var names = lines[0].Split(',');
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        return new Sums(
            names.Contains("requests") ? (long)Sum("requests") : rows.Count, (long)Sum("errors"), Sum("cost_usd", "cost"), Sum("cost_saved_usd", "cost_saved"), (long)Sum("input_tokens_raw", "input_tokens"),
            (long)(names.Contains("input_tokens_raw") ? Sum("input_tokens") : Sum("sent_input_tokens")), (long)Sum("output_tokens"), (long)Sum("tokens_saved"), (long)Sum("cache_read_tokens"), (long)Sum("cache_creation_tokens"));

        decimal Sum(params string[] candidates)
        {
            var at = candidates.Select(c => Array.IndexOf(names, c)).FirstOrDefault(i => i >= 0, -1);
            return at < 0 ? 0 : rows.Sum(r => r[at].Length == 0 ? 0 : decimal.Parse(r[at], NumberStyles.Float, CultureInfo.InvariantCulture));
        }
    }

    /// <summary>From the rows alone.</summary>
    private async Task<Sums> RowsAsync()
    {
        await using var db = await Host.Services.GetRequiredService<IDbContextFactory<TelemetryDbContext>>().CreateDbContextAsync();
        var rows = await db.Requests.AsNoTracking().ToListAsync();
        return new Sums(
            rows.Count, rows.LongCount(r => r.IsError), Money.ToDollars(rows.Sum(r => r.CostNanos ?? 0)), Money.ToDollars(rows.Sum(r => r.NetSavedNanos ?? 0)), rows.Sum(r => r.RawInputTokens ?? 0),
            rows.Sum(r => r.InputTokens ?? 0), rows.Sum(r => r.OutputTokens ?? 0), rows.Sum(r => r.TokensSaved), rows.Sum(r => r.CacheReadTokens ?? 0), rows.Sum(r => r.CacheCreationTokens ?? 0));
    }

    private sealed record Sums(long Requests, long Errors, decimal Cost, decimal Net, long Raw, long Sent, long Output, long Saved, long Read, long Written)
    {
        public static Sums Of(params IReadOnlyList<UsageTotals> parts) => new(
            parts.Sum(t => t.Requests), parts.Sum(t => t.Errors), parts.Sum(t => t.CostUsd), parts.Sum(t => t.CostSavedUsd), parts.Sum(t => t.InputTokens),
            parts.Sum(t => t.SentInputTokens), parts.Sum(t => t.OutputTokens), parts.Sum(t => t.TokensSaved), parts.Sum(t => t.CacheReadTokens), parts.Sum(t => t.CacheCreationTokens));
    }
}

public sealed class SqliteMixedDayTests : MixedDayTests
{
    private readonly SqliteFile _file = new();

    protected override Task<string> ConnectionAsync() => Task.FromResult(_file.ConnectionString);

    protected override void Cleanup() => _file.Dispose();
}

public sealed class PostgresMixedDayTests(PostgresFixture postgres) : MixedDayTests
{
    protected override Task<string> ConnectionAsync() => postgres.DatabaseAsync();
}
