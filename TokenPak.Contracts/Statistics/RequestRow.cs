using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>One row of <c>GET /recent</c>. Null is unknown.</summary>
public sealed record RequestRow
{
    /// <summary>The request's id.</summary>
    [JsonPropertyName("id")] public required Guid Id { get; init; }

    /// <summary>Arrival, UTC.</summary>
    [JsonPropertyName("timestamp")] public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Provider.</summary>
    [JsonPropertyName("provider")] public string? Provider { get; init; }

    /// <summary>Model the request named.</summary>
    [JsonPropertyName("model")] public string? Model { get; init; }

    /// <summary>Kind of request.</summary>
    [JsonPropertyName("request_type")] public required string RequestType { get; init; }

    /// <summary>Path, keys redacted.</summary>
    [JsonPropertyName("endpoint")] public required string Endpoint { get; init; }

    /// <summary>HTTP status sent to the client.</summary>
    [JsonPropertyName("status_code")] public int StatusCode { get; init; }

    /// <summary>Arrival to last byte, ms; null for ingested records, which nobody timed.</summary>
    [JsonPropertyName("latency_ms")] public double? LatencyMs { get; init; }

    /// <summary>Arrival to first body byte, ms.</summary>
    [JsonPropertyName("time_to_first_byte_ms")] public double? TimeToFirstByteMs { get; init; }

    /// <summary>Compiler call, ms.</summary>
    [JsonPropertyName("compile_ms")] public double? CompileMs { get; init; }

    /// <summary>Prompt tokens sent.</summary>
    [JsonPropertyName("input_tokens")] public long? InputTokens { get; init; }

    /// <summary>Prompt tokens as the client sent them: <see cref="InputTokens"/> plus <see cref="TokensSaved"/>, less <see cref="InjectedTokens"/>.</summary>
    [JsonPropertyName("input_tokens_raw")] public long? InputTokensRaw { get; init; }

    /// <summary>Generated tokens.</summary>
    [JsonPropertyName("output_tokens")] public long? OutputTokens { get; init; }

    /// <summary>Tokens removed.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Cost in US dollars.</summary>
    [JsonPropertyName("cost")] public decimal? Cost { get; init; }

    /// <summary>The same under the original tool's name.</summary>
    [JsonPropertyName("estimated_cost")] public decimal? EstimatedCost => Cost;

    /// <summary>Net savings in US dollars.</summary>
    [JsonPropertyName("cost_saved")] public decimal? CostSaved { get; init; }

    /// <summary>Mode in force.</summary>
    [JsonPropertyName("compilation_mode")] public required string CompilationMode { get; init; }

    /// <summary>Vault tokens added.</summary>
    [JsonPropertyName("injected_tokens")] public long? InjectedTokens { get; init; }

    /// <summary>Citations of what was added, comma separated.</summary>
    [JsonPropertyName("injected_sources")] public string? InjectedSources { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    [JsonPropertyName("cache_read_tokens")] public long? CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the provider's cache.</summary>
    [JsonPropertyName("cache_creation_tokens")] public long? CacheCreationTokens { get; init; }

    /// <summary>Client session.</summary>
    [JsonPropertyName("session_id")] public string? SessionId { get; init; }

    /// <summary>Client program.</summary>
    [JsonPropertyName("agent")] public string? Agent { get; init; }

    /// <summary>Where the tokens come from: <c>provider</c>, <c>counted</c>, <c>ingested</c> or <c>unknown</c>.</summary>
    [JsonPropertyName("usage_source")] public string UsageSource { get; init; } = "unknown";

    /// <summary>Error type, where there was an error.</summary>
    [JsonPropertyName("error_type")] public string? ErrorType { get; init; }

    /// <summary>True where <see cref="Cost"/> is a list-price equivalent of subscription traffic.</summary>
    [JsonPropertyName("subscription")] public bool Subscription { get; init; }

    /// <summary>Whether the answer was streamed.</summary>
    [JsonPropertyName("streamed")] public bool Streamed { get; init; }
}
