using System.Text.Json.Serialization;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /recent/{id}</c>: everything that is known of one request. Never prompt text.</summary>
public sealed record RequestReceipt
{
    /// <summary>The row as lists show it.</summary>
    [JsonPropertyName("request")] public required RequestRow Request { get; init; }

    /// <summary>The model that the response named, which is what is billed.</summary>
    [JsonPropertyName("response_model")] public string? ResponseModel { get; init; }

    /// <summary>The provider's stop reason.</summary>
    [JsonPropertyName("stop_reason")] public string? StopReason { get; init; }

    /// <summary><c>completed</c>, <c>client_cancelled</c>, <c>upstream_unavailable</c>, <c>upstream_aborted</c> or <c>rejected</c>.</summary>
    [JsonPropertyName("outcome")] public required string Outcome { get; init; }

    /// <summary>Bytes received and sent on.</summary>
    [JsonPropertyName("request_bytes")] public long? RequestBytes { get; init; }

    /// <inheritdoc cref="RequestBytes"/>
    [JsonPropertyName("sent_bytes")] public long? SentBytes { get; init; }

    /// <summary>The compiler's policy.</summary>
    [JsonPropertyName("policy_id")] public string? PolicyId { get; init; }

    /// <summary>Why the original bytes went out although the mode was not off.</summary>
    [JsonPropertyName("bypass_reason")] public string? BypassReason { get; init; }

    /// <summary>Part of the holdout comparison: <c>compiled</c> or <c>holdout</c>; null where the request is in neither arm.</summary>
    [JsonPropertyName("arm")] public string? Arm { get; init; }

    /// <summary>Tokens, by where they come from.</summary>
    [JsonPropertyName("tokens")] public required ReceiptTokens Tokens { get; init; }

    /// <summary>What each stage removed.</summary>
    [JsonPropertyName("stages")] public IReadOnlyList<StageSaving> Stages { get; init; } = [];

    /// <summary>Money.</summary>
    [JsonPropertyName("price")] public required ReceiptPrice Price { get; init; }

    /// <summary>What compilation saved.</summary>
    [JsonPropertyName("saved")] public required ReceiptSavings Saved { get; init; }

    /// <summary>Retries that the client's library said came before this request; null where it did not say.</summary>
    [JsonPropertyName("retry_count")] public int? RetryCount { get; init; }

    /// <summary>How often TokenPak sent the request again, where nothing of it can have been billed.</summary>
    [JsonPropertyName("upstream_retries")] public int UpstreamRetries { get; init; }

    /// <summary>Cache markers that TokenPak added to a request without any.</summary>
    [JsonPropertyName("cache_breakpoints")] public int CacheBreakpoints { get; init; }

    /// <summary>What the answer said of a budget that is nearly used up; null where none is.</summary>
    [JsonPropertyName("budget_warning")] public string? BudgetWarning { get; init; }

    /// <summary>What the router decided; null where no rule matched.</summary>
    [JsonPropertyName("route")] public RequestRoute? Route { get; init; }

    /// <summary>Compile-cache decisions for the request's blocks.</summary>
    [JsonPropertyName("compile_cache_hits")] public long CompileCacheHits { get; init; }

    /// <inheritdoc cref="CompileCacheHits"/>
    [JsonPropertyName("compile_cache_misses")] public long CompileCacheMisses { get; init; }
}

/// <summary>The tokens of one request.</summary>
public sealed record ReceiptTokens
{
    /// <summary>The prompt as received, by the engine's tokenizer.</summary>
    [JsonPropertyName("before")] public long? Before { get; init; }

    /// <summary>The prompt as sent, by the engine's tokenizer.</summary>
    [JsonPropertyName("after")] public long? After { get; init; }

    /// <summary>The encoding that counted.</summary>
    [JsonPropertyName("tokenizer")] public string? Tokenizer { get; init; }

    /// <summary>By the provider: prompt tokens billed as plain input.</summary>
    [JsonPropertyName("uncached_input")] public long? UncachedInput { get; init; }

    /// <summary>By the provider: read from its cache.</summary>
    [JsonPropertyName("cache_read")] public long? CacheRead { get; init; }

    /// <summary>By the provider: written to its cache.</summary>
    [JsonPropertyName("cache_creation")] public long? CacheCreation { get; init; }

    /// <summary>The part of <see cref="CacheCreation"/> that lives an hour.</summary>
    [JsonPropertyName("cache_creation_1h")] public long? CacheCreation1h { get; init; }

    /// <summary>Generated, reasoning included.</summary>
    [JsonPropertyName("output")] public long? Output { get; init; }

    /// <summary>The part of <see cref="Output"/> that was reasoning.</summary>
    [JsonPropertyName("reasoning")] public long? Reasoning { get; init; }

    /// <summary>Audio in the prompt, part of the input kinds.</summary>
    [JsonPropertyName("audio_input")] public long? AudioInput { get; init; }

    /// <summary>Audio in the answer, part of <see cref="Output"/>.</summary>
    [JsonPropertyName("audio_output")] public long? AudioOutput { get; init; }
}

/// <summary>The price of one request.</summary>
public sealed record ReceiptPrice
{
    /// <summary>US dollars, to a billionth; null is unknown.</summary>
    [JsonPropertyName("cost_usd")] public decimal? CostUsd { get; init; }

    /// <summary>True where the cost is a list-price equivalent of subscription traffic.</summary>
    [JsonPropertyName("subscription")] public bool Subscription { get; init; }

    /// <summary><c>lines</c>, <c>free</c> (not billed), <c>given</c> (ingested with its cost), <c>repriced</c> (the price table has changed since: the cost is the one
    /// of then, its lines are gone) or <c>unknown</c>.</summary>
    [JsonPropertyName("basis")] public required string Basis { get; init; }

    /// <summary>The row of the price table.</summary>
    [JsonPropertyName("model")] public string? Model { get; init; }

    /// <summary>The service tier billed, where the response named one.</summary>
    [JsonPropertyName("service_tier")] public string? ServiceTier { get; init; }

    /// <summary>Where the rates stand.</summary>
    [JsonPropertyName("sources")] public IReadOnlyList<string> Sources { get; init; } = [];

    /// <summary>When they were read there.</summary>
    [JsonPropertyName("read")] public DateOnly? Read { get; init; }

    /// <summary>Tokens × rate for each kind; together the cost.</summary>
    [JsonPropertyName("lines")] public IReadOnlyList<PriceLine> Lines { get; init; } = [];
}

/// <summary>One line of a bill.</summary>
/// <param name="Kind"><c>input</c>, <c>cache_read</c>, <c>cache_write</c>, <c>cache_write_1h</c>, <c>output</c>, <c>audio_input</c> or <c>audio_output</c>.</param>
/// <param name="Tokens">Tokens billed at this rate.</param>
/// <param name="UsdPerMillion">The rate.</param>
/// <param name="CostUsd">Tokens × rate ÷ 1,000,000, exact.</param>
public sealed record PriceLine(
    [property: JsonPropertyName("kind")] string Kind,
    [property: JsonPropertyName("tokens")] long Tokens,
    [property: JsonPropertyName("usd_per_million")] decimal UsdPerMillion,
    [property: JsonPropertyName("cost_usd")] decimal CostUsd);

/// <summary>What compilation saved in one request.</summary>
public sealed record ReceiptSavings
{
    /// <summary>Removed tokens that would have been read from the provider's cache.</summary>
    [JsonPropertyName("at_read_rate")] public long? AtReadRate { get; init; }

    /// <summary>Removed tokens that would have been written to it.</summary>
    [JsonPropertyName("at_write_rate")] public long? AtWriteRate { get; init; }

    /// <summary>Removed tokens that would have been plain input.</summary>
    [JsonPropertyName("at_input_rate")] public long? AtInputRate { get; init; }

    /// <summary>Removed tokens in blocks sent for the first time.</summary>
    [JsonPropertyName("first_sent")] public long? FirstSent { get; init; }

    /// <summary>Removed tokens in blocks that earlier turns had sent as well.</summary>
    [JsonPropertyName("resent")] public long? Resent { get; init; }

    /// <summary>US dollars; null is unknown.</summary>
    [JsonPropertyName("gross_usd")] public decimal? GrossUsd { get; init; }

    /// <summary>Blocks whose bytes changed since an earlier turn, and one where the request went to another model or upstream.</summary>
    [JsonPropertyName("cache_breaks")] public long CacheBreaks { get; init; }

    /// <summary>Why: <c>original</c>, <c>policy</c>, <c>vault</c>, <c>model</c> (the client's own choice, which costs no saving) or <c>route</c>; null where there are none.</summary>
    [JsonPropertyName("cache_break_cause")] public string? CacheBreakCause { get; init; }

    /// <summary>What those cost at most; null is unknown.</summary>
    [JsonPropertyName("cache_break_usd")] public decimal? CacheBreakUsd { get; init; }

    /// <summary>Gross less breaks; null is unknown.</summary>
    [JsonPropertyName("net_usd")] public decimal? NetUsd { get; init; }
}
