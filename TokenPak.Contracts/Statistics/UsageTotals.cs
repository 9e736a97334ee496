using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>
/// Sums over requests. What is unknown adds nothing: a request of unknown cost counts in <see cref="UnpricedRequests"/>, one whose usage nobody said in
/// <see cref="UnmeteredRequests"/>.
/// </summary>
public record UsageTotals
{
    /// <summary>Requests, ingested records included.</summary>
    [JsonPropertyName("requests")] public long Requests { get; init; }

    /// <summary>Requests that ended with a status of 400 or above, or broke off.</summary>
    [JsonPropertyName("errors")] public long Errors { get; init; }

    /// <summary>Cost in US dollars at list prices, subscription traffic included.</summary>
    [JsonPropertyName("cost_usd")] public decimal CostUsd { get; init; }

    /// <summary>The part of <see cref="CostUsd"/> that is a list-price equivalent of subscription traffic: nobody is billed it by the token.</summary>
    [JsonPropertyName("subscription_cost_usd")] public decimal SubscriptionCostUsd { get; init; }

    /// <summary>Net savings in US dollars: <see cref="GrossSavedUsd"/> less <see cref="CacheBreakUsd"/>, over the requests where both are known.</summary>
    [JsonPropertyName("cost_saved_usd")] public decimal CostSavedUsd { get; init; }

    /// <summary>Removed tokens at the rate they would have been billed at.</summary>
    [JsonPropertyName("gross_saved_usd")] public decimal GrossSavedUsd { get; init; }

    /// <summary>What changed prefixes cost, at most.</summary>
    [JsonPropertyName("cache_break_usd")] public decimal CacheBreakUsd { get; init; }

    /// <summary>Bytes already sent that changed on a later turn.</summary>
    [JsonPropertyName("cache_breaks")] public long CacheBreaks { get; init; }

    /// <summary>Prompt tokens as clients sent them: <see cref="SentInputTokens"/> plus <see cref="TokensSaved"/>, less <see cref="InjectedTokens"/>.</summary>
    [JsonPropertyName("input_tokens")] public long InputTokens { get; init; }

    /// <summary>Prompt tokens sent.</summary>
    [JsonPropertyName("sent_input_tokens")] public long SentInputTokens { get; init; }

    /// <summary>Of the tokens sent, those that the vault added, by the engine's tokenizer.</summary>
    [JsonPropertyName("injected_tokens")] public long InjectedTokens { get; init; }

    /// <summary>Of the tokens sent, those billed as plain input, as far as providers said.</summary>
    [JsonPropertyName("uncached_input_tokens")] public long UncachedInputTokens { get; init; }

    /// <summary>Of the tokens sent, those read from the providers' caches.</summary>
    [JsonPropertyName("cache_read_tokens")] public long CacheReadTokens { get; init; }

    /// <summary>Of the tokens sent, those written to the providers' caches.</summary>
    [JsonPropertyName("cache_creation_tokens")] public long CacheCreationTokens { get; init; }

    /// <summary>Generated tokens, reasoning included.</summary>
    [JsonPropertyName("output_tokens")] public long OutputTokens { get; init; }

    /// <summary>The part of <see cref="OutputTokens"/> that was reasoning.</summary>
    [JsonPropertyName("reasoning_tokens")] public long ReasoningTokens { get; init; }

    /// <summary>Tokens removed by compilation, by the engine's tokenizer.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Of the tokens removed, those in blocks sent for the first time: distinct savings.</summary>
    [JsonPropertyName("tokens_saved_first_sent")] public long TokensSavedFirstSent { get; init; }

    /// <summary>Of the tokens removed, those in blocks that earlier turns had sent as well.</summary>
    [JsonPropertyName("tokens_saved_resent")] public long TokensSavedResent { get; init; }

    /// <summary>Requests whose cost is unknown.</summary>
    [JsonPropertyName("unpriced_requests")] public long UnpricedRequests { get; init; }

    /// <summary>Requests whose tokens a tokenizer counted, since the provider's stream did not say.</summary>
    [JsonPropertyName("counted_requests")] public long CountedRequests { get; init; }

    /// <summary>Requests to a model whose usage nobody said.</summary>
    [JsonPropertyName("unmetered_requests")] public long UnmeteredRequests { get; init; }

    /// <summary>Block decisions from the compile cache.</summary>
    [JsonPropertyName("compile_cache_hits")] public long CompileCacheHits { get; init; }

    /// <summary>Block decisions made anew.</summary>
    [JsonPropertyName("compile_cache_misses")] public long CompileCacheMisses { get; init; }

    /// <summary>Hits ÷ decisions, 0 to 1; null without any.</summary>
    [JsonPropertyName("compile_cache_hit_rate")] public double? CompileCacheHitRate { get; init; }

    /// <summary>Tokens read from the providers' caches ÷ prompt tokens sent, 0 to 1; null without any.</summary>
    [JsonPropertyName("provider_cache_hit_rate")] public double? ProviderCacheHitRate { get; init; }

    /// <summary>Requests whose answer said that a budget is nearly used up.</summary>
    [JsonPropertyName("budget_warnings")] public long BudgetWarnings { get; init; }

    /// <summary>Mean of arrival to last byte in milliseconds, where timed; null without any.</summary>
    [JsonPropertyName("avg_latency_ms")] public double? AvgLatencyMs { get; init; }
}
