using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums in the database: whole days and hours from their totals, and only the rows of the hour in which a range begins.</summary>
internal static class TotalsQuery
{
    /// <summary>By model, from an arrival on.</summary>
    public static async Task<IReadOnlyList<Totals>> ByModelAsync(TelemetryDbContext db, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var (day, hour) = (Timestamps.Day(from), Timestamps.Hour(from));
        if (day == from) return await SumAsync(db.DailyTotals.AsNoTracking().Where(t => t.Start >= from), cancellationToken);

        var (nextDay, nextHour) = (day.AddDays(1), hour == from ? hour : hour.AddHours(1));
        var parts = await SumAsync(db.DailyTotals.AsNoTracking().Where(t => t.Start >= nextDay), cancellationToken);
        parts.AddRange(await SumAsync(db.HourlyTotals.AsNoTracking().Where(t => t.Start >= nextHour && t.Start < nextDay), cancellationToken));
        if (hour != from) parts.AddRange(await RowsAsync(db, from, nextHour, cancellationToken));
        return [.. parts.GroupBy(t => t.Model, StringComparer.Ordinal).Select(g => Totals.Of([.. g]) with { Model = g.Key })];
    }

    /// <summary>Of one UTC day.</summary>
    public static async Task<Totals> DayAsync(TelemetryDbContext db, DateTimeOffset day, CancellationToken cancellationToken) =>
        Totals.Of(await SumAsync(db.DailyTotals.AsNoTracking().Where(t => t.Start == day), cancellationToken));

    /// <summary>Events known to be missing, of the instances seen since then.</summary>
    public static Task<long> EventsLostAsync(TelemetryDbContext db, DateTimeOffset from, CancellationToken cancellationToken) =>
        db.Instances.AsNoTracking().Where(i => i.LastSeen >= from).SumAsync(i => i.MaxSequence - i.Stored, cancellationToken);

    private static Task<List<Totals>> SumAsync<T>(IQueryable<T> periods, CancellationToken cancellationToken) where T : PeriodTotals =>
        periods
            .GroupBy(h => h.Model)
            .Select(g => new Totals
            {
                Model = g.Key,
                Requests = g.Sum(h => h.Requests),
                Errors = g.Sum(h => h.Errors),
                Unpriced = g.Sum(h => h.Unpriced),
                InputTokens = g.Sum(h => h.InputTokens),
                OutputTokens = g.Sum(h => h.OutputTokens),
                TokensSaved = g.Sum(h => h.TokensSaved),
                CacheReadTokens = g.Sum(h => h.CacheReadTokens),
                CacheCreationTokens = g.Sum(h => h.CacheCreationTokens),
                CacheBreaks = g.Sum(h => h.CacheBreaks),
                CostNanos = g.Sum(h => h.CostNanos),
                NetSavedNanos = g.Sum(h => h.NetSavedNanos),
                LatencyMicros = g.Sum(h => h.LatencyMicros),
                Timed = g.Sum(h => h.Timed),
            })
            .ToListAsync(cancellationToken);

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
