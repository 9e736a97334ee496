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

    /// <summary>Stores validated records; those with a known id change nothing.</summary>
    Task IngestAsync(IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken);

    /// <summary>Opens a new session now.</summary>
    Task StartSessionAsync(CancellationToken cancellationToken);
}
