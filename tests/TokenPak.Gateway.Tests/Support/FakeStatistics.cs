using TokenPak.Contracts.Events;
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

    public PeriodQuery? LastPeriod { get; private set; }

    public SessionsQuery? LastSessions { get; private set; }

    public RequestReceipt? Receipt { get; set; }

    public Task<RequestReceipt?> GetReceiptAsync(Guid id, CancellationToken cancellationToken) => Answer(Receipt?.Request.Id == id ? Receipt : null);

    public Task<UsageSeries> GetSeriesAsync(PeriodQuery query, CancellationToken cancellationToken) => Asked(query, new UsageSeries
    {
        Totals = Totals,
        Buckets = [new SeriesBucket(Totals) { Start = DateTimeOffset.UnixEpoch, ByModel = new Dictionary<string, SeriesPart> { ["m"] = new() { CostUsd = 0.25m } } }],
    });

    public Task<UsageTrend> GetTrendAsync(PeriodQuery query, CancellationToken cancellationToken) => Asked(query, new UsageTrend { Current = Totals });

    public Task<ModelUsageList> GetModelsAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        Asked(query, new ModelUsageList { Totals = Totals, Models = [new ModelUsage(Totals) { Model = "=m,1", LatencyMs = new Percentiles(4, 1, 2, 3, 4.5) }] });

    public Task<AgentUsageList> GetAgentsAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        Asked(query, new AgentUsageList { Totals = Totals, Agents = [new AgentUsage(Totals) { Agent = "codex" }] });

    public Task<StageUsageList> GetStagesAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        Asked(query, new StageUsageList { TokensSaved = 3, Stages = [new StageUsage { Stage = "json", Requests = 1, Blocks = 2, TokensSaved = 3, Share = 1 }] });

    public Task<HoldoutComparison> GetHoldoutAsync(PeriodQuery query, CancellationToken cancellationToken) =>
        Asked(query, new HoldoutComparison { Compiled = new HoldoutArm(), Holdout = new HoldoutArm(), Measures = [], Verdict = "too_few" });

    public Task<SessionUsageList> GetSessionsAsync(SessionsQuery query, CancellationToken cancellationToken)
    {
        LastSessions = query;
        return Answer(new SessionUsageList { Sessions = [new SessionUsage(Totals) { SessionId = "s", Turns = 4, Models = ["a", "b"] }], Next = "more" });
    }

    private static UsageTotals Totals => new() { Requests = 4, CostUsd = 0.25m, InputTokens = 10, SentInputTokens = 7, TokensSaved = 3 };

    private Task<T> Asked<T>(PeriodQuery query, T value)
    {
        LastPeriod = query;
        return Answer(value);
    }

    public Task IngestAsync(IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken)
    {
        if (!IsAway) Ingested.AddRange(records);
        return Answer(0);
    }

    /// <summary>What each request costs.</summary>
    public decimal? Price { get; set; }

    public Task<IReadOnlyList<decimal?>> PriceAsync(RequestCompletedBatch batch, CancellationToken cancellationToken) =>
        IsAway ? throw new StatisticsUnavailableException("away") : Task.FromResult<IReadOnlyList<decimal?>>([.. batch.Events.Select(_ => Price)]);

    public Task StartSessionAsync(CancellationToken cancellationToken)
    {
        if (!IsAway) SessionsStarted++;
        return Answer(0);
    }

    private Task<T> Answer<T>(T value) => IsAway ? Task.FromException<T>(new StatisticsUnavailableException("away")) : Task.FromResult(value);
}
