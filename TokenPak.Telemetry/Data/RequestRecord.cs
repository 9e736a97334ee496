using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Data;

/// <summary>One request: everything that statistics, receipts and rollups need. Never prompt text, response text or a credential. Null is unknown.</summary>
internal sealed class RequestRecord
{
    /// <summary>The event's id: storing it again changes nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>Arrival, UTC, to the microsecond (what Postgres keeps).</summary>
    public required DateTimeOffset Timestamp { get; init; }

    // Where it comes from; null for ingested records.
    public string? Instance { get; init; }
    public long? Sequence { get; init; }
    public string? Tenant { get; init; }
    public string? KeyId { get; init; }

    // What was asked.
    public string? Provider { get; init; }
    public ApiDialect Dialect { get; init; }
    public required string RequestType { get; init; }
    public required string Endpoint { get; init; }
    public string? Model { get; init; }
    public string? ResponseModel { get; init; }
    public string? SessionId { get; init; }
    public string? Agent { get; init; }

    // How it ended.
    public int StatusCode { get; init; }
    public RequestOutcome Outcome { get; init; }
    public bool IsError { get; init; }
    public string? ErrorType { get; init; }
    public string? StopReason { get; init; }
    public bool Streamed { get; init; }
    public double? LatencyMs { get; init; }
    public double? TimeToFirstByteMs { get; init; }
    public double? CompileMs { get; init; }
    public long? RequestBytes { get; init; }
    public long? SentBytes { get; init; }

    // What compilation did.
    public CompilationMode Mode { get; init; }
    public string? PolicyId { get; init; }
    public string? BypassReason { get; init; }
    public int? TokensBefore { get; init; }
    public int? TokensAfter { get; init; }
    public string? Tokenizer { get; init; }

    /// <summary>What each stage saved, as compact JSON; null where none did.</summary>
    public string? Stages { get; init; }
    public long? RemovedAtReadRate { get; init; }
    public long? RemovedAtWriteRate { get; init; }
    public long? RemovedAtInputRate { get; init; }
    public long? RemovedFirstSent { get; init; }
    public long? RemovedResent { get; init; }
    public int CacheBreaks { get; init; }
    public string? CacheBreakCause { get; init; }
    public int CompileCacheHits { get; init; }
    public int CompileCacheMisses { get; init; }
    public long? InjectedTokens { get; init; }
    public string? InjectedSources { get; init; }

    // What the provider billed.
    public UsageSource UsageSource { get; init; }
    public long? UncachedInputTokens { get; init; }
    public long? CacheReadTokens { get; init; }
    public long? CacheCreationTokens { get; init; }
    public long? CacheCreation1hTokens { get; init; }
    public long? OutputTokens { get; init; }
    public long? ReasoningTokens { get; init; }
    public long? AudioInputTokens { get; init; }
    public long? AudioOutputTokens { get; init; }
    public string? ServiceTier { get; init; }

    /// <summary>Prompt tokens sent: the provider's count, else the compiler's.</summary>
    public long? InputTokens { get; init; }

    /// <summary>Prompt tokens removed from a request that reached a model.</summary>
    public long TokensSaved { get; init; }

    /// <summary>The part of <see cref="InputTokens"/> that the vault added; nothing where those are unknown.</summary>
    public long InjectedInputTokens => InputTokens is { } sent ? Math.Min(InjectedTokens ?? 0, sent + TokensSaved) : 0;

    /// <summary>Prompt tokens as the client sent them: before anything was removed, and without what the vault added.</summary>
    public long? RawInputTokens => InputTokens + TokensSaved - InjectedInputTokens;

    /// <summary>List-price equivalent: nobody is billed by the token.</summary>
    public bool Subscription { get; init; }

    /// <summary>The row of the price table that priced this request.</summary>
    public string? PriceModel { get; init; }

    // Money in billionths of a dollar: integers, so that sums are exact in every database.
    public long? CostNanos { get; init; }
    public long? GrossSavedNanos { get; init; }
    public long? CacheBreakNanos { get; init; }
    public long? NetSavedNanos { get; init; }

    // The holdout's comparison; null where the request takes no part or nothing is known.
    public string? Conversation { get; init; }
    public HoldoutArmKind? Arm { get; init; }
    public int? ToolErrors { get; init; }
    public int? RetryCount { get; init; }

    // Where the gateway sent it, beyond the provider's own way.
    public int UpstreamRetries { get; init; }

    /// <summary>What the router decided, as compact JSON; null where no rule matched.</summary>
    public string? Route { get; init; }

    /// <summary>Cache markers that TokenPak added.</summary>
    public int CacheBreakpoints { get; init; }

    /// <summary>What the answer said of a budget that is nearly used up; null where none is.</summary>
    public string? BudgetWarning { get; init; }

    // Ingested records only.
    public double? CompressionRate { get; init; }
    public string? Extra { get; init; }
}
