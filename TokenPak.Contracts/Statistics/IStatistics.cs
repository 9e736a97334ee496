using TokenPak.Contracts.Events;

namespace TokenPak.Contracts.Statistics;

/// <summary>
/// Telemetry as the gateway sees it: over HTTP in the distributed system, in process in <c>TokenPak.Local</c>. Throws where the store is away
/// (<see cref="StatisticsUnavailableException"/>); the gateway answers 503.
/// </summary>
public interface IStatistics
{
    /// <summary>Telemetry's part of <c>GET /stats</c>.</summary>
    Task<StatisticsSnapshot> GetSnapshotAsync(CancellationToken cancellationToken);

    /// <summary>The newest request; null before the first.</summary>
    Task<LastRequest?> GetLastAsync(CancellationToken cancellationToken);

    /// <summary><c>GET /stats/session</c>.</summary>
    Task<SessionStatistics> GetSessionAsync(CancellationToken cancellationToken);

    /// <summary>The providers' caches over the session.</summary>
    Task<ProviderCacheTotals> GetProviderCacheAsync(CancellationToken cancellationToken);

    /// <summary>Rows, newest first.</summary>
    Task<RecentRequests> GetRecentAsync(RecentQuery query, CancellationToken cancellationToken);

    /// <summary>Everything about one row; null where there is none with this id.</summary>
    Task<RequestReceipt?> GetReceiptAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Sums over time, by model.</summary>
    Task<UsageSeries> GetSeriesAsync(PeriodQuery query, CancellationToken cancellationToken);

    /// <summary>A period beside the one before.</summary>
    Task<UsageTrend> GetTrendAsync(PeriodQuery query, CancellationToken cancellationToken);

    /// <summary>Sums by model and provider, with percentiles.</summary>
    Task<ModelUsageList> GetModelsAsync(PeriodQuery query, CancellationToken cancellationToken);

    /// <summary>Sums by client program.</summary>
    Task<AgentUsageList> GetAgentsAsync(PeriodQuery query, CancellationToken cancellationToken);

    /// <summary>Savings by stage.</summary>
    Task<StageUsageList> GetStagesAsync(PeriodQuery query, CancellationToken cancellationToken);

    /// <summary>Client sessions, the most recently active first.</summary>
    Task<SessionUsageList> GetSessionsAsync(SessionsQuery query, CancellationToken cancellationToken);

    /// <summary>The holdout's arms, compared over the conversations that began in the period.</summary>
    Task<HoldoutComparison> GetHoldoutAsync(PeriodQuery query, CancellationToken cancellationToken);

    /// <summary>Stores validated records; those with a known id change nothing.</summary>
    Task IngestAsync(IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken);

    /// <summary>What each request cost by its provider's list prices, in dollars, in the order of the batch; null where that is not known. Nothing is stored.</summary>
    Task<IReadOnlyList<decimal?>> PriceAsync(RequestCompletedBatch batch, CancellationToken cancellationToken);

    /// <summary>Opens a new session now.</summary>
    Task StartSessionAsync(CancellationToken cancellationToken);
}
