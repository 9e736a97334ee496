using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums by model, agent and stage.</summary>
internal sealed class BreakdownQuery(PeriodUsage usage, HistogramCache histograms)
{
    private static readonly RollupKey<ModelKey> ByModel = new(t => new ModelKey(t.Provider, t.Model));
    private static readonly RollupKey<string> ByAgent = new(t => t.Agent);

    public async Task<ModelUsageList> ModelsAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var parts = await usage.SumAsync(db, query, period, ByModel, cancellationToken);

        // Histograms know neither sessions nor agents.
        var latencies = query.Session is null && query.Agent is null ? await histograms.ReadAsync(db, period, cancellationToken) : [];
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

        Percentiles? Percentile(string provider, string model, LatencyKind kind) => latencies.TryGetValue(new HistogramKey(provider, model, kind), out var histogram) ? histogram.Percentiles() : null;
    }

    public async Task<AgentUsageList> AgentsAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var parts = await usage.SumAsync(db, query, period, ByAgent, cancellationToken);
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

    public async Task<StageUsageList> StagesAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var stages = await usage.StagesAsync(db, query, period, cancellationToken);
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

    private readonly record struct ModelKey(string Provider, string Model);
}
