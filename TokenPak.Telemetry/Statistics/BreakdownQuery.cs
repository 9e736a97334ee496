using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums by model, agent and stage.</summary>
internal static class BreakdownQuery
{
    public static async Task<ModelUsageList> ModelsAsync(TelemetryDbContext db, HistogramCache cache, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var parts = await PeriodFilter.Totals(db, query, period).AsNoTracking().GroupBy(t => new { t.Provider, t.Model }).SumAsync(cancellationToken);

        // Histograms know neither sessions nor agents.
        var latencies = query.Session is null && query.Agent is null ? await cache.ReadAsync(db, period, cancellationToken) : [];
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

        Percentiles? Percentile(string provider, string model, LatencyKind kind) => latencies.TryGetValue(new HistogramKey(provider, model, kind), out var histogram) ? LatencyScale.Percentiles(histogram.Counts()) : null;
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
}
