using TokenPak.Contracts.Statistics;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>Telemetry in memory.</summary>
internal sealed class FakeStatistics : IStatistics
{
    public bool IsAway { get; set; }

    public List<IngestRecord> Ingested { get; } = [];

    public RecentQuery? LastQuery { get; private set; }

    public LastRequest? Last { get; set; }

    public int SessionsStarted { get; private set; }

    public List<RequestRow> Rows { get; } = [];

    public Task<StatisticsSnapshot> GetSnapshotAsync(CancellationToken cancellationToken) => Answer(new StatisticsSnapshot
    {
        Session = new SessionTotals { Requests = 4, CostUsd = 0.25m },
        Today = new TodayTotals { Requests = 5, CostUsd = 0.5m },
        ByModel = new Dictionary<string, ModelTotals> { ["claude-haiku-4-5"] = new() { Requests = 4 } },
        Recent = Rows,
    });

    public Task<LastRequest?> GetLastAsync(CancellationToken cancellationToken) => Answer(Last);

    public Task<SessionStatistics> GetSessionAsync(CancellationToken cancellationToken) => Answer(new SessionStatistics { SessionRequests = 4, TotalCost = 0.25m });

    public Task<ProviderCacheTotals> GetProviderCacheAsync(CancellationToken cancellationToken) => Answer(new ProviderCacheTotals { CacheReadTokens = 10, HitRate = 0.5 });

    public Task<RecentRequests> GetRecentAsync(RecentQuery query, CancellationToken cancellationToken)
    {
        LastQuery = query;
        return Answer(new RecentRequests(Rows));
    }

    public Task IngestAsync(IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken)
    {
        if (!IsAway) Ingested.AddRange(records);
        return Answer(0);
    }

    public Task StartSessionAsync(CancellationToken cancellationToken)
    {
        if (!IsAway) SessionsStarted++;
        return Answer(0);
    }

    private Task<T> Answer<T>(T value) => IsAway ? Task.FromException<T>(new StatisticsUnavailableException("away")) : Task.FromResult(value);
}
