using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums by model, agent and stage.</summary>
internal static class BreakdownQuery
{
    public static async Task<ModelUsageList> ModelsAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var parts = await PeriodFilter.Totals(db, query, period).AsNoTracking().GroupBy(t => new { t.Provider, t.Model }).SumAsync(cancellationToken);
        var latencies = await LatenciesAsync(db, query, period, cancellationToken);
        return new ModelUsageList
        {
            From = period.From,
            To = period.To,
            Bucket = period.Bucket,
            PercentileGrowth = LatencyScale.Growth,
            Totals = parts.Totals(),
            Models =
            [
                .. parts.OrderByDescending(p => p.CostNanos).ThenBy(p => p.Key.Model, StringComparer.Ordinal).ThenBy(p => p.Key.Provider, StringComparer.Ordinal)
                    .Select(p => new ModelUsage(new[] { p }.Totals())
                    {
                        Model = KeyedUsage.Name(p.Key.Model),
                        Provider = KeyedUsage.Name(p.Key.Provider),
                        LatencyMs = Percentile(p.Key.Provider, p.Key.Model, LatencyKind.Total),
                        TimeToFirstByteMs = Percentile(p.Key.Provider, p.Key.Model, LatencyKind.FirstByte),
                        CompileMs = Percentile(p.Key.Provider, p.Key.Model, LatencyKind.Compile),
                    }),
            ],
        };

        Percentiles? Percentile(string provider, string model, LatencyKind kind) => LatencyScale.Percentiles(latencies[(provider, model, kind)]);
    }

    public static async Task<AgentUsageList> AgentsAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var parts = await PeriodFilter.Totals(db, query, period).AsNoTracking().GroupBy(t => t.Agent).SumAsync(cancellationToken);
        return new AgentUsageList
        {
            From = period.From,
            To = period.To,
            Bucket = period.Bucket,
            Totals = parts.Totals(),
            Agents =
            [
                .. parts.OrderByDescending(p => p.CostNanos).ThenBy(p => p.Key, StringComparer.Ordinal)
                    .Select(p => new AgentUsage(new[] { p }.Totals()) { Agent = KeyedUsage.Name(p.Key) }),
            ],
        };
    }

    public static async Task<StageUsageList> StagesAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var stages = query.Session is { } session ? await SessionStages.ReadAsync(db, session, query, period, cancellationToken) : await PeriodFilter.Stages(db, query, period).AsNoTracking()
            .GroupBy(t => t.Stage)
            .Select(g => new StageUsage { Stage = g.Key, Requests = g.Sum(t => t.Requests), Blocks = g.Sum(t => t.Blocks), TokensSaved = g.Sum(t => t.TokensSaved) })
            .ToListAsync(cancellationToken);
        var saved = stages.Sum(s => s.TokensSaved);
        return new StageUsageList
        {
            From = period.From,
            To = period.To,
            Bucket = period.Bucket,
            TokensSaved = saved,
            Stages =
            [
                .. stages.OrderByDescending(s => s.TokensSaved).ThenBy(s => s.Stage, StringComparer.Ordinal).Select(s => s with { Share = saved > 0 ? (double)s.TokensSaved / saved : null }),
            ],
        };
    }

    private static async Task<ILookup<(string Provider, string Model, LatencyKind Kind), (int Bucket, long Requests)>> LatenciesAsync(
        TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        // Histograms know neither sessions nor agents.
        if (query.Session is not null || query.Agent is not null) return Enumerable.Empty<int>().ToLookup(_ => ("", "", LatencyKind.Total), _ => (0, 0L));
        var counts = await PeriodFilter.Latencies(db, query, period).AsNoTracking()
            .GroupBy(l => new { l.Provider, l.Model, l.Kind, l.Bucket })
            .Select(g => new { g.Key, Requests = g.Sum(l => l.Requests) })
            .ToListAsync(cancellationToken);
        return counts.ToLookup(c => (c.Key.Provider, c.Key.Model, c.Key.Kind), c => (c.Key.Bucket, c.Requests));
    }
}
