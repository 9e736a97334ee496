using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The rollups of a period under a query's filters: in memory, but for those of one client session.</summary>
internal sealed class PeriodUsage(TotalsCache totals, StagesCache stages)
{
    /// <summary>Sums by a key.</summary>
    public async Task<List<KeyedUsage<TKey>>> SumAsync<TKey>(TelemetryDbContext db, PeriodQuery query, Period period, RollupKey<TKey> key, CancellationToken cancellationToken) where TKey : notnull
    {
        if (query.Session is { } session) return await OfSession(db, session, query, period).GroupBy(key.Expression).SumAsync(cancellationToken);
        var rows = await totals.ReadAsync(db, period.IsDays, period.Start, period.To, cancellationToken);
        return rows.SelectMany(part => part).Where(t => Matches(query, t.Provider, t.Model, t.Agent)).SumBy(key.Of);
    }

    /// <summary>What each stage removed.</summary>
    public async Task<List<StageUsage>> StagesAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        if (query.Session is { } session) return await SessionStages.ReadAsync(db, session, query, period, cancellationToken);
        var rows = await stages.ReadAsync(db, period.IsDays, period.Start, period.To, cancellationToken);
        return
        [
            .. rows.SelectMany(part => part).Where(t => Matches(query, t.Provider, t.Model, t.Agent)).GroupBy(t => t.Stage, StringComparer.Ordinal)
                .Select(g => new StageUsage { Stage = g.Key, Requests = g.Sum(t => t.Requests), Blocks = g.Sum(t => t.Blocks), TokensSaved = g.Sum(t => t.TokensSaved) }),
        ];
    }

    private static bool Matches(PeriodQuery query, string provider, string model, string agent) =>
        (query.Provider is null || query.Provider == provider) && (query.Model is null || query.Model == model) && (query.Agent is null || query.Agent == agent);

    private static IQueryable<PeriodTotals> OfSession(TelemetryDbContext db, string session, PeriodQuery query, Period period)
    {
        IQueryable<PeriodTotals> hours = db.SessionHours.Where(h => h.SessionId == session && h.Start >= period.Start && h.Start < period.To);
        if (query.Model is { } model) hours = hours.Where(t => t.Model == model);
        if (query.Provider is { } provider) hours = hours.Where(t => t.Provider == provider);
        if (query.Agent is { } agent) hours = hours.Where(t => t.Agent == agent);
        return hours;
    }
}
