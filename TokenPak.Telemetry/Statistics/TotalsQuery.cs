using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums in the database.</summary>
internal static class TotalsQuery
{
    /// <summary>By model, over a range of arrivals.</summary>
    public static Task<List<Totals>> ByModelAsync(TelemetryDbContext db, DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var requests = db.Requests.AsNoTracking().Where(r => r.Timestamp >= from);
        if (to is { } end) requests = requests.Where(r => r.Timestamp < end);
        return requests
            .GroupBy(r => r.Model)
            .Select(g => new Totals
            {
                Model = g.Key,
                Requests = g.LongCount(),
                Errors = g.Sum(r => r.IsError ? 1L : 0L),
                Unpriced = g.Sum(r => r.CostNanos == null ? 1L : 0L),
                InputTokens = g.Sum(r => r.InputTokens ?? 0),
                OutputTokens = g.Sum(r => r.OutputTokens ?? 0),
                TokensSaved = g.Sum(r => r.TokensSaved),
                CacheReadTokens = g.Sum(r => r.CacheReadTokens ?? 0),
                CacheCreationTokens = g.Sum(r => r.CacheCreationTokens ?? 0),
                CacheBreaks = g.Sum(r => (long)r.CacheBreaks),
                CostNanos = g.Sum(r => r.CostNanos ?? 0),
                NetSavedNanos = g.Sum(r => r.NetSavedNanos ?? 0),
                LatencyMs = g.Sum(r => r.LatencyMs ?? 0),
                Timed = g.Sum(r => r.LatencyMs != null ? 1L : 0L),
            })
            .ToListAsync(cancellationToken);
    }

    /// <summary>Events known to be missing, of the instances seen since then.</summary>
    public static Task<long> EventsLostAsync(TelemetryDbContext db, DateTimeOffset from, CancellationToken cancellationToken) =>
        db.Instances.AsNoTracking().Where(i => i.LastSeen >= from).SumAsync(i => i.MaxSequence - i.Stored, cancellationToken);
}
