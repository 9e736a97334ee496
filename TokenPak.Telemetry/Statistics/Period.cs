using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>A query's period, widened to whole hours or days, so that rollups alone answer it.</summary>
/// <param name="From">Inclusive; null where nothing is stored and no start was asked for.</param>
/// <param name="To">Exclusive.</param>
/// <param name="IsDays">Whether it is made of days.</param>
internal sealed record Period(DateTimeOffset? From, DateTimeOffset To, bool IsDays)
{
    private static readonly TimeSpan HoursUpTo = TimeSpan.FromDays(3);
    private static readonly TimeSpan MostHours = TimeSpan.FromDays(31);

    public DateTimeOffset Start => From ?? DateTimeOffset.UnixEpoch;

    public string Bucket => IsDays ? PeriodQuery.Day : PeriodQuery.Hour;

    public TimeSpan Step => StepOf(IsDays);

    public static async Task<Period> OfAsync(TelemetryDbContext db, PeriodQuery query, TimeProvider time, CancellationToken cancellationToken)
    {
        var to = query.To is { } end ? Timestamps.Normalise(end) : time.GetUtcNow();
        var from = query.From is { } start ? Timestamps.Normalise(start) : await db.DailyTotals.AsNoTracking().MinAsync(t => (DateTimeOffset?)t.Start, cancellationToken);
        var length = to - (from ?? to);
        var days = length > MostHours || (query.Bucket is null ? length > HoursUpTo : query.Bucket == PeriodQuery.Day);

        if (query.To is null)
        {
            // The running hour or day as a whole, and what came from clocks that run ahead.
            var newest = await db.DailyTotals.AsNoTracking().MaxAsync(t => (DateTimeOffset?)t.Start, cancellationToken);
            to = newest > to ? newest.Value.AddDays(1) : Floor(to, days) + StepOf(days);
        }

        return new Period(from is { } first ? Floor(first, days) : null, Ceiling(to, days), days);
    }

    /// <summary>
    /// The time before that is as long as what has passed of this one, newest first: whole days, and the hours before them. Empty where this one has no start.
    /// </summary>
    public IReadOnlyList<Period> Before(DateTimeOffset now)
    {
        if (From is not { } from) return [];
        var start = Floor(from - ((now < To ? now : To) - from), days: false);
        if (!IsDays) return [new Period(start, from, false)];
        var whole = Ceiling(start, days: true);
        return start == whole ? [new Period(whole, from, true)] : [new Period(whole, from, true), new Period(start, whole, false)];
    }

    /// <summary>The start of the bucket that holds a time.</summary>
    public DateTimeOffset BucketOf(DateTimeOffset time) => Floor(time, IsDays);

    private static DateTimeOffset Floor(DateTimeOffset time, bool days) => days ? Timestamps.Day(time) : Timestamps.Hour(time);

    private static DateTimeOffset Ceiling(DateTimeOffset time, bool days)
    {
        var floor = Floor(time, days);
        return floor == time ? time : floor + StepOf(days);
    }

    private static TimeSpan StepOf(bool days) => days ? TimeSpan.FromDays(1) : TimeSpan.FromHours(1);
}
