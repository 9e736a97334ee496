using System.Text.Json.Serialization;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Dashboard.Statistics;

/// <summary>What the first page reads of <c>GET /stats</c>.</summary>
public sealed record OverviewStatistics
{
    [JsonPropertyName("session")] public required SessionTotals Session { get; init; }

    [JsonPropertyName("today")] public TodayTotals? Today { get; init; }

    [JsonPropertyName("compilation_mode")] public string? CompilationMode { get; init; }

    [JsonPropertyName("degraded")] public IReadOnlyList<string> Degraded { get; init; } = [];
}

/// <summary>What the first page reads of <c>GET /cache-stats</c>: the compile cache, beside the providers' caches.</summary>
public sealed record CacheStatistics
{
    [JsonPropertyName("hit_rate")] public double? HitRate { get; init; }

    [JsonPropertyName("cache_hits")] public long? CacheHits { get; init; }

    [JsonPropertyName("cache_misses")] public long? CacheMisses { get; init; }

    [JsonPropertyName("provider")] public ProviderCacheTotals? Provider { get; init; }
}

[JsonSerializable(typeof(OverviewStatistics))]
[JsonSerializable(typeof(CacheStatistics))]
[JsonSerializable(typeof(RecentRequests))]
internal sealed partial class DashboardJsonContext : JsonSerializerContext;
