using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The rollups of a period under a query's filters.</summary>
internal static class PeriodFilter
{
    /// <summary>Those of one client session where the query names one.</summary>
    public static IQueryable<PeriodTotals> Totals(TelemetryDbContext db, PeriodQuery query, Period period)
    {
        IQueryable<PeriodTotals> totals = query.Session is { } session ? db.SessionHours.Where(h => h.SessionId == session)
            : period.IsDays ? db.DailyTotals
            : db.HourlyTotals;
        totals = totals.Where(t => t.Start >= period.Start && t.Start < period.To);
        if (query.Model is { } model) totals = totals.Where(t => t.Model == model);
        if (query.Provider is { } provider) totals = totals.Where(t => t.Provider == provider);
        if (query.Agent is { } agent) totals = totals.Where(t => t.Agent == agent);
        return totals;
    }

    public static IQueryable<StageTotals> Stages(TelemetryDbContext db, PeriodQuery query, Period period)
    {
        IQueryable<StageTotals> stages = period.IsDays ? db.DailyStages : db.HourlyStages;
        stages = stages.Where(t => t.Start >= period.Start && t.Start < period.To);
        if (query.Model is { } model) stages = stages.Where(t => t.Model == model);
        if (query.Provider is { } provider) stages = stages.Where(t => t.Provider == provider);
        if (query.Agent is { } agent) stages = stages.Where(t => t.Agent == agent);
        return stages;
    }
}
