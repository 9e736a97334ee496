using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>The <c>provider</c> member of <c>GET /cache-stats</c>: the providers' prompt caches over the session, never mixed with the compile cache.</summary>
public sealed record ProviderCacheTotals
{
    /// <summary>Prompt tokens read from cache.</summary>
    [JsonPropertyName("cache_read_tokens")] public long CacheReadTokens { get; init; }

    /// <summary>Prompt tokens written to cache.</summary>
    [JsonPropertyName("cache_creation_tokens")] public long CacheCreationTokens { get; init; }

    /// <summary>Read tokens ÷ all prompt tokens sent, 0 to 1; null without any.</summary>
    [JsonPropertyName("hit_rate")] public double? HitRate { get; init; }
}
