using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Whole days and hours from their totals, and only the rows of the hour in which a range begins.</summary>
internal sealed class TotalsQuery(TotalsCache cache)
{
    /// <summary>By model, from an arrival on.</summary>
    public async Task<IReadOnlyList<Totals>> ByModelAsync(TelemetryDbContext db, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var (day, hour) = (Timestamps.Day(from), Timestamps.Hour(from));
        if (day == from) return await SumAsync(db, days: true, from, DateTimeOffset.MaxValue, cancellationToken);

        var (nextDay, nextHour) = (day.AddDays(1), hour == from ? hour : hour.AddHours(1));
        var parts = await SumAsync(db, days: true, nextDay, DateTimeOffset.MaxValue, cancellationToken);
        parts.AddRange(await SumAsync(db, days: false, nextHour, nextDay, cancellationToken));
        if (hour != from) parts.AddRange(await RowsAsync(db, from, nextHour, cancellationToken));
        return [.. parts.GroupBy(t => t.Model, StringComparer.Ordinal).Select(g => Totals.Of([.. g]) with { Model = g.Key })];
    }

    /// <summary>Of one UTC day.</summary>
    public async Task<Totals> DayAsync(TelemetryDbContext db, DateTimeOffset day, CancellationToken cancellationToken) =>
        Totals.Of(await SumAsync(db, days: true, day, day.AddDays(1), cancellationToken));

    /// <summary>Events known to be missing, of the instances seen since then.</summary>
    public static Task<long> EventsLostAsync(TelemetryDbContext db, DateTimeOffset from, CancellationToken cancellationToken) =>
        db.Instances.AsNoTracking().Where(i => i.LastSeen >= from).SumAsync(i => i.MaxSequence - i.Stored, cancellationToken);

    /// <summary>Of the rollups from a time up to another.</summary>
    private async Task<List<Totals>> SumAsync(TelemetryDbContext db, bool days, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        [.. (await cache.ReadAsync(db, days, from, to, cancellationToken)).SelectMany(part => part).SumBy(t => t.Model).Select(Totals.Of)];

    /// <summary>The same from the rows themselves.</summary>
    internal static Task<List<Totals>> RowsAsync(TelemetryDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) => db.Requests.AsNoTracking()
        .Where(r => r.Timestamp >= from && r.Timestamp < to)
        .GroupBy(r => r.Model ?? "")
        .Select(g => new Totals
        {
            Model = g.Key,
            Requests = g.LongCount(),
            Errors = g.Sum(r => r.IsError ? 1L : 0L),
            Unpriced = g.Sum(r => r.CostNanos == null ? 1L : 0L),
            InputTokens = g.Sum(r => r.InputTokens ?? 0),
            InjectedTokens = g.Sum(r => r.InputTokens == null ? 0 : Math.Min(r.InjectedTokens ?? 0, (r.InputTokens ?? 0) + r.TokensSaved)),
            OutputTokens = g.Sum(r => r.OutputTokens ?? 0),
            TokensSaved = g.Sum(r => r.TokensSaved),
            CacheReadTokens = g.Sum(r => r.CacheReadTokens ?? 0),
            CacheCreationTokens = g.Sum(r => r.CacheCreationTokens ?? 0),
            CacheBreaks = g.Sum(r => (long)r.CacheBreaks),
            CostNanos = g.Sum(r => r.CostNanos ?? 0),
            NetSavedNanos = g.Sum(r => r.NetSavedNanos ?? 0),
            LatencyMicros = g.Sum(r => (long)Math.Round((r.LatencyMs ?? 0) * 1000)),
            Timed = g.Sum(r => r.LatencyMs != null ? 1L : 0L),
        })
        .ToListAsync(cancellationToken);
}
