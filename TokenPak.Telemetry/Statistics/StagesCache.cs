using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>What the stages removed in hours and days.</summary>
internal sealed class StagesCache() : PeriodCache<StageTotals, List<StageTotals>, StageTotals>(most: 100_000)
{
    protected override IQueryable<StageTotals> Rows(TelemetryDbContext db, bool days) => days ? db.DailyStages : db.HourlyStages;

    protected override void Add(List<StageTotals> part, StageTotals row) => part.Add(row);
}
