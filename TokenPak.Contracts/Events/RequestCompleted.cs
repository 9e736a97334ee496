using System.Text.Json.Serialization;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Contracts.Events;

/// <summary>
/// One request through the gateway, after its last byte. Holds no prompt text, no response text and no credential. Members are only ever added:
/// readers ignore what they do not know and treat what is absent as unknown.
/// </summary>
public sealed record RequestCompleted
{
    /// <summary>The schema this event was written with.</summary>
    public const int CurrentSchemaVersion = 1;

    /// <summary>Version 7 GUID made at arrival; storing the same id again changes nothing.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="CurrentSchemaVersion"/>
    public int SchemaVersion { get; init; } = CurrentSchemaVersion;

    /// <summary>The gateway process that made the event: unique for each start.</summary>
    public required string Instance { get; init; }

    /// <summary>Counts up by one within <see cref="Instance"/>, from 1; a gap is a lost event.</summary>
    public required long Sequence { get; init; }

    /// <summary>When the request arrived, UTC.</summary>
    public required DateTimeOffset Timestamp { get; init; }

    /// <summary>One of <see cref="ProviderNames"/>; for ingested records whatever was posted, or null.</summary>
    public string? Provider { get; init; }

    /// <summary>The shape of the request body.</summary>
    [JsonConverter(typeof(WireEnumConverter<ApiDialect>))]
    public ApiDialect Dialect { get; init; }

    /// <summary><c>chat</c>, <c>embeddings</c>, <c>count_tokens</c>, <c>models</c>, <c>realtime</c>, <c>other</c> or <c>ingest</c>.</summary>
    public required string RequestType { get; init; }

    /// <summary>The path below the host, keys redacted, no query.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The model the request named; null where none was seen.</summary>
    public string? Model { get; init; }

    /// <summary>The model the response named.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>Status sent to the client; 499 where it went away before there was one.</summary>
    public required int StatusCode { get; init; }

    /// <summary>How the request ended.</summary>
    [JsonConverter(typeof(WireEnumConverter<RequestOutcome>))]
    public RequestOutcome Outcome { get; init; }

    /// <summary>The provider's error type, or TokenPak's own; null on success.</summary>
    public string? ErrorType { get; init; }

    /// <summary>The provider's stop or finish reason.</summary>
    public string? StopReason { get; init; }

    /// <summary>Whether the response was a stream of events.</summary>
    public bool Streamed { get; init; }

    /// <summary>Arrival to last byte, in milliseconds.</summary>
    public required double LatencyMs { get; init; }

    /// <summary>Arrival to the first response body byte, in milliseconds.</summary>
    public double? TimeToFirstByteMs { get; init; }

    /// <summary>Time spent in the compiler call, in milliseconds; null where it was not called.</summary>
    public double? CompileMs { get; init; }

    /// <summary>Request bytes as received (decompressed) and as sent on.</summary>
    public long? RequestBytes { get; init; }

    /// <inheritdoc cref="RequestBytes"/>
    public long? SentBytes { get; init; }

    /// <summary>Mode in force for this request.</summary>
    [JsonConverter(typeof(WireEnumConverter<CompilationMode>))]
    public CompilationMode Mode { get; init; }

    /// <summary>The compiler's policy; null where it was not called.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Why the original bytes went out although the mode was not off (<c>compiler_unavailable</c>, <c>oversized</c>, <c>malformed</c>, <c>bad_result</c>, …).</summary>
    public string? BypassReason { get; init; }

    /// <summary>Prompt tokens of the original body by <see cref="Tokenizer"/>.</summary>
    public int? TokensBefore { get; init; }

    /// <summary>Prompt tokens of the body sent, by <see cref="Tokenizer"/>.</summary>
    public int? TokensAfter { get; init; }

    /// <summary>The encoding that counted.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Savings by stage.</summary>
    public IReadOnlyList<StageSaving> Stages { get; init; } = [];

    /// <summary>The removed tokens by billing rate; null where nothing was removed.</summary>
    public RemovedTokens? Removed { get; init; }

    /// <summary>Blocks whose bytes differ from what an earlier turn sent, and one where the request went to another model or upstream; priced as a negative saving unless the client's own choice was the cause.</summary>
    public int CacheBreaks { get; init; }

    /// <summary>Why there are <see cref="CacheBreaks"/>, one of <see cref="CacheBreakCauses"/>; null where there are none.</summary>
    public string? CacheBreakCause { get; init; }

    /// <summary>Compile-cache hits of this request.</summary>
    public int CompileCacheHits { get; init; }

    /// <summary>Compile-cache misses of this request.</summary>
    public int CompileCacheMisses { get; init; }

    /// <summary>Vault tokens added; null where no vault is configured.</summary>
    public int? InjectedTokens { get; init; }

    /// <summary>Citations of what was added.</summary>
    public IReadOnlyList<string> InjectedSources { get; init; } = [];

    /// <summary>What the provider billed.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>Where <see cref="Usage"/> comes from.</summary>
    [JsonConverter(typeof(WireEnumConverter<UsageSource>))]
    public UsageSource UsageSource { get; init; }

    /// <summary>The client's own session, or a keyed hash of the body's user or conversation id.</summary>
    public string? SessionId { get; init; }

    /// <summary>The client program by its user agent (<c>claude-code</c>, <c>codex</c>, <c>openai-python</c>, …).</summary>
    public string? Agent { get; init; }

    /// <summary>The tenant: a key's, or a keyed hash of the credential.</summary>
    public required string Tenant { get; init; }

    /// <summary>The id of the TokenPak key used, never the key.</summary>
    public string? KeyId { get; init; }

    /// <summary>True for OAuth logins billed by subscription: cost is a list-price equivalent, not dollars spent.</summary>
    public bool Subscription { get; init; }

    /// <summary>
    /// The conversation: a keyed hash of tenant and first user message, the same on every turn and after every restart with the same key. Null where the request
    /// takes no part in the holdout's comparison.
    /// </summary>
    public string? Conversation { get; init; }

    /// <summary>Whether <see cref="Conversation"/> is compiled or held out; null where it takes no part.</summary>
    [JsonConverter(typeof(WireEnumConverter<HoldoutArmKind>))]
    public HoldoutArmKind? Arm { get; init; }

    /// <summary>Tool results in the request that are marked as errors, history included; null where the body was not read.</summary>
    public int? ToolErrors { get; init; }

    /// <summary>How many tries of this request came before, as the client's library says; null where it does not.</summary>
    public int? RetryCount { get; init; }

    /// <summary>How often TokenPak sent the request again, where nothing of it can have been billed.</summary>
    public int UpstreamRetries { get; init; }

    /// <summary>Cache markers that TokenPak added to a request without any.</summary>
    public int CacheBreakpoints { get; init; }

    /// <summary>What the answer said of a budget that is nearly used up; null where none is.</summary>
    public string? BudgetWarning { get; init; }

    /// <summary>What the router decided; null where no rule matched.</summary>
    public RequestRoute? Route { get; init; }

    /// <summary>The span of this request as a W3C <c>traceparent</c>; only where it is recorded, and never sent to a provider.</summary>
    public string? TraceParent { get; init; }
}
