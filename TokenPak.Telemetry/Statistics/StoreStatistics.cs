using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Ingestion;
using TokenPak.Telemetry.Pricing;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The statistics over the store.</summary>
internal sealed class StoreStatistics(IDbContextFactory<TelemetryDbContext> contexts, RequestStore store, SessionStore sessions, TelemetryProgress progress, ReceiptPrices prices, RequestPricer pricer, TotalsQuery totals, SeriesQuery series, BreakdownQuery breakdown, HoldoutCache holdout, TimeProvider time) : IStatistics
{
    private const int RecentRows = 10;
    private const int MostRows = 100_000;

    public Task<StatisticsSnapshot> GetSnapshotAsync(CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var session = await sessions.CurrentAsync(db, cancellationToken);
        var models = await totals.ByModelAsync(db, session.From, cancellationToken);
        var today = await totals.DayAsync(db, Timestamps.Day(time.GetUtcNow()), cancellationToken);
        var lost = await TotalsQuery.EventsLostAsync(db, session.From, cancellationToken);
        var recent = await Newest(db.Requests.AsNoTracking().Where(r => r.Timestamp >= session.From)).Take(RecentRows).ToListAsync(cancellationToken);
        return new StatisticsSnapshot
        {
            Session = SnapshotMapper.Session(Totals.Of(models), session, lost) with { EventsRejected = progress.Rejected, PoisonMessages = progress.Poison },
            Today = SnapshotMapper.Today(today),
            ByModel = SnapshotMapper.ByModel(models),
            Recent = [.. recent.Select(RowMapper.Row)],
        };
    });

    public Task<LastRequest?> GetLastAsync(CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var last = await Newest(db.Requests.AsNoTracking()).FirstOrDefaultAsync(cancellationToken);
        return last is null ? null : RowMapper.Last(last, await SessionTotalsAsync(db, cancellationToken));
    });

    public Task<SessionStatistics> GetSessionAsync(CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var session = await sessions.CurrentAsync(db, cancellationToken);
        var sums = Totals.Of(await totals.ByModelAsync(db, session.From, cancellationToken));
        return SnapshotMapper.Statistics(sums, time.GetUtcNow() - session.StartedAt);
    });

    public Task<ProviderCacheTotals> GetProviderCacheAsync(CancellationToken cancellationToken) => ReadAsync(async db =>
        SnapshotMapper.ProviderCache(await SessionTotalsAsync(db, cancellationToken)));

    public Task<RecentRequests> GetRecentAsync(RecentQuery query, CancellationToken cancellationToken) => ReadAsync(async db =>
    {
        var requests = RecentFilter.Apply(db.Requests.AsNoTracking(), query);
        if (query.Before is { } before)
        {
            var last = await db.Requests.AsNoTracking().Where(r => r.Id == before).Select(r => new { r.Timestamp }).FirstOrDefaultAsync(cancellationToken);
            if (last is null) return new RecentRequests([]);
            requests = RecentFilter.After(requests, last.Timestamp, before);
        }

        var rows = await Newest(requests).Take(Math.Clamp(query.Limit, 1, MostRows)).ToListAsync(cancellationToken);
        return new RecentRequests([.. rows.Select(RowMapper.Row)]);
    });

    public Task<RequestReceipt?> GetReceiptAsync(Guid id, CancellationToken cancellationToken) => ReadAsync(async db =>
        await db.Requests.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, cancellationToken) is { } row ? ReceiptMapper.Map(row, prices) : null);

    public Task<UsageSeries> GetSeriesAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query, (db, period) => series.SeriesAsync(db, query, period, cancellationToken), cancellationToken);

    public Task<UsageTrend> GetTrendAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query, (db, period) => series.TrendAsync(db, query, period, time.GetUtcNow(), cancellationToken), cancellationToken);

    public Task<ModelUsageList> GetModelsAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query, (db, period) => breakdown.ModelsAsync(db, query, period, cancellationToken), cancellationToken);

    public Task<AgentUsageList> GetAgentsAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query, (db, period) => breakdown.AgentsAsync(db, query, period, cancellationToken), cancellationToken);

    public Task<StageUsageList> GetStagesAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        ReadAsync(query, (db, period) => breakdown.StagesAsync(db, query, period, cancellationToken), cancellationToken);

    public Task<SessionUsageList> GetSessionsAsync(SessionsQuery query, CancellationToken cancellationToken) => ReadAsync(db => SessionsPage.ReadAsync(db, query, cancellationToken));

    public Task<HoldoutComparison> GetHoldoutAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        holdout.Find(query) is { } kept ? Task.FromResult(kept) : ReadAsync(async db => holdout.Keep(query, await HoldoutQuery.ReadAsync(db, query, cancellationToken)));

    public Task IngestAsync(IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken) =>
        GuardAsync(() => store.StoreAsync([.. records.Select(IngestMapper.Map)], cancellationToken));

    public Task<IReadOnlyList<decimal?>> PriceAsync(RequestCompletedBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<decimal?>>([.. batch.Events.Select(completed => pricer.Price(completed).Cost)]);

    public Task StartSessionAsync(CancellationToken cancellationToken) => GuardAsync(async () =>
    {
        await sessions.StartAsync(cancellationToken);
        return true;
    });

    private static IQueryable<RequestRecord> Newest(IQueryable<RequestRecord> requests) => requests.OrderByDescending(r => r.Timestamp).ThenByDescending(r => r.Id);

    private async Task<Totals> SessionTotalsAsync(TelemetryDbContext db, CancellationToken cancellationToken)
    {
        var session = await sessions.CurrentAsync(db, cancellationToken);
        return Totals.Of(await totals.ByModelAsync(db, session.From, cancellationToken));
    }

    private Task<T> ReadAsync<T>(PeriodQuery query, Func<TelemetryDbContext, Period, Task<T>> read, CancellationToken cancellationToken) =>
        ReadAsync(async db => await read(db, await Period.OfAsync(db, query, time, cancellationToken)));

    private Task<T> ReadAsync<T>(Func<TelemetryDbContext, Task<T>> read) => GuardAsync(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync();
        return await read(db);
    });

    private static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (StoreFailures.IsStoreFailure(e))
        {
            throw new StatisticsUnavailableException("The telemetry store does not answer.", e);
        }
    }
}
