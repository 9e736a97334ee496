using System.Text.Json.Serialization;
using TokenPak.Contracts.Originals;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Dashboard.Statistics;

/// <summary>What the dashboard reads of <c>GET /health</c>.</summary>
public sealed record GatewayHealth
{
    [JsonPropertyName("status")] public string Status { get; init; } = "";

    [JsonPropertyName("degraded")] public IReadOnlyList<string> Degraded { get; init; } = [];

    [JsonPropertyName("compilation_mode")] public string? CompilationMode { get; init; }

    [JsonPropertyName("vault_index")] public VaultState? VaultIndex { get; init; }

    [JsonPropertyName("upstream_timeout_seconds")] public int? UpstreamTimeoutSeconds { get; init; }

    [JsonPropertyName("circuit_breakers")] public IReadOnlyDictionary<string, BreakerState> CircuitBreakers { get; init; } = new Dictionary<string, BreakerState>();

    [JsonPropertyName("stats")] public HealthCounters? Stats { get; init; }

    [JsonPropertyName("version")] public string? Version { get; init; }

    [JsonPropertyName("uptime_seconds")] public double? UptimeSeconds { get; init; }
}

/// <summary>The vault's index.</summary>
public sealed record VaultState
{
    [JsonPropertyName("available")] public bool Available { get; init; }

    [JsonPropertyName("blocks")] public long? Blocks { get; init; }

    [JsonPropertyName("path")] public string? Path { get; init; }
}

/// <summary>One provider's circuit breaker.</summary>
public sealed record BreakerState
{
    [JsonPropertyName("enabled")] public bool Enabled { get; init; } = true;

    [JsonPropertyName("open")] public bool Open { get; init; }

    [JsonPropertyName("failures")] public long? Failures { get; init; }

    [JsonPropertyName("state")] public string? State { get; init; }

    [JsonPropertyName("rejections")] public long? Rejections { get; init; }

    [JsonPropertyName("retry_after_seconds")] public double? RetryAfterSeconds { get; init; }
}

/// <summary>Counts since the gateway's start.</summary>
public sealed record HealthCounters
{
    [JsonPropertyName("requests")] public long Requests { get; init; }

    [JsonPropertyName("errors")] public long Errors { get; init; }

    [JsonPropertyName("events_published")] public long? EventsPublished { get; init; }

    [JsonPropertyName("events_lost")] public long? EventsLost { get; init; }

    [JsonPropertyName("events_queued")] public long? EventsQueued { get; init; }

    [JsonPropertyName("events_spooled")] public long? EventsSpooled { get; init; }
}

/// <summary>What the dashboard reads of <c>GET /cache-stats</c>: the compile cache, beside the providers' caches.</summary>
public sealed record CacheStatistics
{
    [JsonPropertyName("hit_rate")] public double? HitRate { get; init; }

    [JsonPropertyName("cache_hits")] public long? CacheHits { get; init; }

    [JsonPropertyName("cache_misses")] public long? CacheMisses { get; init; }

    [JsonPropertyName("ttl_seconds")] public int? TtlSeconds { get; init; }

    [JsonPropertyName("entries")] public long? Entries { get; init; }

    [JsonPropertyName("bytes")] public long? Bytes { get; init; }

    [JsonPropertyName("evictions")] public long? Evictions { get; init; }

    [JsonPropertyName("miss_reasons")] public IReadOnlyDictionary<string, long>? MissReasons { get; init; }

    [JsonPropertyName("originals")] public OriginalsState? Originals { get; init; }

    [JsonPropertyName("provider")] public ProviderCacheTotals? Provider { get; init; }
}

[JsonSerializable(typeof(GatewayHealth))]
[JsonSerializable(typeof(CacheStatistics))]
internal sealed partial class DashboardJsonContext : JsonSerializerContext;
