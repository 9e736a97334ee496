using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Totals as the API shows them.</summary>
internal static class SnapshotMapper
{
    private const string UnknownModel = "unknown";

    public static SessionTotals Session(Totals totals, OpenSession session, long eventsLost) => new()
    {
        Requests = totals.Requests,
        TokensSaved = totals.TokensSaved,
        CostUsd = Money.ToDollars(totals.CostNanos),
        InputTokens = totals.RawTokens,
        SentInputTokens = totals.InputTokens,
        OutputTokens = totals.OutputTokens,
        CostSavedUsd = Money.ToDollars(totals.NetSavedNanos),
        Errors = totals.Errors,
        CacheReadTokens = totals.CacheReadTokens,
        CacheCreationTokens = totals.CacheCreationTokens,
        UnpricedRequests = totals.Unpriced,
        EventsLost = eventsLost,
        CacheBreaks = totals.CacheBreaks,
        StartedAt = session.StartedAt,
    };

    public static TodayTotals Today(Totals totals) => new()
    {
        Requests = totals.Requests,
        CostUsd = Money.ToDollars(totals.CostNanos),
        TokensSaved = totals.TokensSaved,
        InputTokens = totals.RawTokens,
        OutputTokens = totals.OutputTokens,
        AvgLatencyMs = totals.Timed > 0 ? totals.LatencyMicros / 1000.0 / totals.Timed : null,
    };

    /// <summary>The dearest first. A model may itself be called what those without a name are called.</summary>
    public static Dictionary<string, ModelTotals> ByModel(IReadOnlyList<Totals> models) => models
        .OrderByDescending(m => m.CostNanos).ThenBy(m => m.Model, StringComparer.Ordinal)
        .GroupBy(m => ModelName(m.Model), StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => Model(Totals.Of([.. g])), StringComparer.Ordinal);

    /// <summary>What those without a name are called.</summary>
    public static string ModelName(string model) => model.Length == 0 ? UnknownModel : model;

    private static ModelTotals Model(Totals totals) => new()
    {
        Requests = totals.Requests,
        Cost = totals.Unpriced == totals.Requests ? null : Money.ToDollars(totals.CostNanos),
        InputTokens = totals.RawTokens,
        OutputTokens = totals.OutputTokens,
        TokensSaved = totals.TokensSaved,
        CacheReadTokens = totals.CacheReadTokens,
        CacheCreationTokens = totals.CacheCreationTokens,
    };

    public static SessionStatistics Statistics(Totals totals, TimeSpan age) => new()
    {
        SessionRequests = totals.Requests,
        TokensRaw = totals.RawTokens,
        TokensSent = totals.InputTokens,
        TokensSaved = totals.TokensSaved,
        AvgSavingsPct = RowMapper.Percent(totals.TokensSaved, totals.RawTokens),
        OutputTokens = totals.OutputTokens,
        TotalCost = Money.ToDollars(totals.CostNanos),
        SessionTotalSaved = Money.ToDollars(totals.NetSavedNanos),
        Errors = totals.Errors,
        UptimeHours = Math.Max(0, age.TotalHours),
    };

    public static ProviderCacheTotals ProviderCache(Totals totals) => new()
    {
        CacheReadTokens = totals.CacheReadTokens,
        CacheCreationTokens = totals.CacheCreationTokens,
        HitRate = totals.InputTokens > 0 ? (double)totals.CacheReadTokens / totals.InputTokens : null,
    };
}
