using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The totals of hours and days.</summary>
internal sealed class TotalsCache() : PeriodCache<PeriodTotals, List<PeriodTotals>, PeriodTotals>(most: 50_000)
{
    protected override IQueryable<PeriodTotals> Rows(TelemetryDbContext db, bool days) => days ? db.DailyTotals : db.HourlyTotals;

    protected override void Add(List<PeriodTotals> part, PeriodTotals row) => part.Add(row);
}
