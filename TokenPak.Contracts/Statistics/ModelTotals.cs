using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>One entry of <c>by_model</c> in <c>GET /stats</c>, over the session.</summary>
public sealed record ModelTotals
{
    /// <summary>Requests to this model.</summary>
    [JsonPropertyName("requests")] public long Requests { get; init; }

    /// <summary>Cost in US dollars; null where the model has no price.</summary>
    [JsonPropertyName("cost")] public decimal? Cost { get; init; }

    /// <summary>Prompt tokens before compilation.</summary>
    [JsonPropertyName("input_tokens")] public long InputTokens { get; init; }

    /// <summary>Generated tokens.</summary>
    [JsonPropertyName("output_tokens")] public long OutputTokens { get; init; }

    /// <summary>Tokens removed.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Prompt tokens read from the provider's cache.</summary>
    [JsonPropertyName("cache_read_tokens")] public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to the provider's cache.</summary>
    [JsonPropertyName("cache_creation_tokens")] public long CacheCreationTokens { get; init; }
}
