using TokenPak.Contracts.Statistics;

namespace TokenPak.Gateway.Statistics;

/// <summary>The columns of each list: the members of its JSON, by the same names.</summary>
internal static class CsvColumns
{
    public static readonly (string Name, Func<RequestRow, object?> Value)[] Requests =
    [
        ("id", r => r.Id),
        ("timestamp", r => r.Timestamp),
        ("provider", r => r.Provider),
        ("model", r => r.Model),
        ("request_type", r => r.RequestType),
        ("endpoint", r => r.Endpoint),
        ("status_code", r => r.StatusCode),
        ("latency_ms", r => r.LatencyMs),
        ("time_to_first_byte_ms", r => r.TimeToFirstByteMs),
        ("compile_ms", r => r.CompileMs),
        ("input_tokens", r => r.InputTokens),
        ("input_tokens_raw", r => r.InputTokensRaw),
        ("output_tokens", r => r.OutputTokens),
        ("tokens_saved", r => r.TokensSaved),
        ("cost", r => r.Cost),
        ("estimated_cost", r => r.EstimatedCost),
        ("cost_saved", r => r.CostSaved),
        ("compilation_mode", r => r.CompilationMode),
        ("injected_tokens", r => r.InjectedTokens),
        ("injected_sources", r => r.InjectedSources),
        ("cache_read_tokens", r => r.CacheReadTokens),
        ("cache_creation_tokens", r => r.CacheCreationTokens),
        ("session_id", r => r.SessionId),
        ("agent", r => r.Agent),
        ("usage_source", r => r.UsageSource),
        ("error_type", r => r.ErrorType),
        ("subscription", r => r.Subscription),
        ("streamed", r => r.Streamed),
    ];

    public static readonly (string Name, Func<SeriesBucket, object?> Value)[] Series = [("start", b => b.Start), .. Totals<SeriesBucket>()];

    public static readonly (string Name, Func<ModelUsage, object?> Value)[] Models =
    [
        ("model", m => m.Model),
        ("provider", m => m.Provider),
        .. Totals<ModelUsage>(),
        .. Percentiles("latency", m => m.LatencyMs),
        .. Percentiles("time_to_first_byte", m => m.TimeToFirstByteMs),
        .. Percentiles("compile", m => m.CompileMs),
    ];

    public static readonly (string Name, Func<AgentUsage, object?> Value)[] Agents = [("agent", a => a.Agent), .. Totals<AgentUsage>()];

    public static readonly (string Name, Func<SessionUsage, object?> Value)[] Sessions =
    [
        ("session_id", s => s.SessionId),
        ("started_at", s => s.StartedAt),
        ("last_at", s => s.LastAt),
        ("duration_seconds", s => s.DurationSeconds),
        ("turns", s => s.Turns),
        ("models", s => s.Models),
        ("providers", s => s.Providers),
        ("agents", s => s.Agents),
        .. Totals<SessionUsage>(),
    ];

    public static readonly (string Name, Func<StageUsage, object?> Value)[] Stages =
    [
        ("stage", s => s.Stage),
        ("requests", s => s.Requests),
        ("blocks", s => s.Blocks),
        ("tokens_saved", s => s.TokensSaved),
        ("share", s => s.Share),
    ];

    private static (string Name, Func<T, object?> Value)[] Totals<T>() where T : UsageTotals =>
    [
        ("requests", t => t.Requests),
        ("errors", t => t.Errors),
        ("cost_usd", t => t.CostUsd),
        ("subscription_cost_usd", t => t.SubscriptionCostUsd),
        ("cost_saved_usd", t => t.CostSavedUsd),
        ("gross_saved_usd", t => t.GrossSavedUsd),
        ("cache_break_usd", t => t.CacheBreakUsd),
        ("cache_breaks", t => t.CacheBreaks),
        ("input_tokens", t => t.InputTokens),
        ("sent_input_tokens", t => t.SentInputTokens),
        ("injected_tokens", t => t.InjectedTokens),
        ("uncached_input_tokens", t => t.UncachedInputTokens),
        ("cache_read_tokens", t => t.CacheReadTokens),
        ("cache_creation_tokens", t => t.CacheCreationTokens),
        ("output_tokens", t => t.OutputTokens),
        ("reasoning_tokens", t => t.ReasoningTokens),
        ("tokens_saved", t => t.TokensSaved),
        ("tokens_saved_first_sent", t => t.TokensSavedFirstSent),
        ("tokens_saved_resent", t => t.TokensSavedResent),
        ("unpriced_requests", t => t.UnpricedRequests),
        ("counted_requests", t => t.CountedRequests),
        ("unmetered_requests", t => t.UnmeteredRequests),
        ("budget_warnings", t => t.BudgetWarnings),
        ("compile_cache_hits", t => t.CompileCacheHits),
        ("compile_cache_misses", t => t.CompileCacheMisses),
        ("compile_cache_hit_rate", t => t.CompileCacheHitRate),
        ("provider_cache_hit_rate", t => t.ProviderCacheHitRate),
        ("avg_latency_ms", t => t.AvgLatencyMs),
    ];

    private static (string Name, Func<ModelUsage, object?> Value)[] Percentiles(string name, Func<ModelUsage, Percentiles?> of) =>
    [
        (name + "_p50_ms", m => of(m)?.P50),
        (name + "_p90_ms", m => of(m)?.P90),
        (name + "_p95_ms", m => of(m)?.P95),
        (name + "_p99_ms", m => of(m)?.P99),
    ];
}
