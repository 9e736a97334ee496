using System.Text.Json.Serialization;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/last</c>.</summary>
public sealed record LastRequest
{
    /// <summary>The request's id.</summary>
    [JsonPropertyName("request_id")] public required Guid RequestId { get; init; }

    /// <summary>Arrival, UTC.</summary>
    [JsonPropertyName("timestamp")] public required DateTimeOffset Timestamp { get; init; }

    /// <summary>Model the request named.</summary>
    [JsonPropertyName("model")] public string? Model { get; init; }

    /// <summary>Provider.</summary>
    [JsonPropertyName("provider")] public string? Provider { get; init; }

    /// <summary>Tokens removed.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Removed share of the prompt, 0 to 100; null where the prompt was not counted.</summary>
    [JsonPropertyName("percent_saved")] public double? PercentSaved { get; init; }

    /// <summary>Cost in US dollars.</summary>
    [JsonPropertyName("cost_usd")] public decimal? CostUsd { get; init; }

    /// <summary>Net savings in US dollars.</summary>
    [JsonPropertyName("cost_saved_usd")] public decimal? CostSavedUsd { get; init; }

    /// <summary>Prompt tokens as the client sent them.</summary>
    [JsonPropertyName("input_tokens_raw")] public long? InputTokensRaw { get; init; }

    /// <summary>Prompt tokens sent.</summary>
    [JsonPropertyName("input_tokens_sent")] public long? InputTokensSent { get; init; }

    /// <summary>Generated tokens.</summary>
    [JsonPropertyName("output_tokens")] public long? OutputTokens { get; init; }

    /// <summary>Tokens removed over the session.</summary>
    [JsonPropertyName("session_total_saved")] public long SessionTotalSaved { get; init; }

    /// <summary>Requests of the session.</summary>
    [JsonPropertyName("session_requests")] public long SessionRequests { get; init; }

    /// <summary>What each stage saved.</summary>
    [JsonPropertyName("stages")] public IReadOnlyList<StageSaving> Stages { get; init; } = [];
}
