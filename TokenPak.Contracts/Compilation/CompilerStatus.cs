using System.Text.Json.Serialization;
using TokenPak.Contracts.Originals;
using TokenPak.Contracts.Vault;

namespace TokenPak.Contracts.Compilation;

/// <summary>The compiler's own counters since it started, for <c>/health</c> and <c>/cache-stats</c>.</summary>
public sealed record CompilerStatus
{
    /// <summary>Block decisions served from the cache.</summary>
    [JsonPropertyName("cache_hits")]
    public long CacheHits { get; init; }

    /// <summary>Block decisions made anew.</summary>
    [JsonPropertyName("cache_misses")]
    public long CacheMisses { get; init; }

    /// <summary>Why decisions had to be made: <c>new</c>, <c>expired</c>, <c>evicted</c>, <c>corrupt</c>.</summary>
    [JsonPropertyName("miss_reasons")]
    public IReadOnlyDictionary<string, long> MissReasons { get; init; } = new Dictionary<string, long>();

    /// <summary>Entries in the in-process level.</summary>
    [JsonPropertyName("entries")]
    public long Entries { get; init; }

    /// <summary>Bytes in the in-process level.</summary>
    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    /// <summary>Entries dropped for room since start.</summary>
    [JsonPropertyName("evictions")]
    public long Evictions { get; init; }

    /// <summary>Lifetime of an entry since its last use, in seconds.</summary>
    [JsonPropertyName("ttl_seconds")]
    public int TtlSeconds { get; init; }

    /// <summary>Whether the second level (Redis) is configured and reachable; null where none is configured.</summary>
    [JsonPropertyName("second_level_available")]
    public bool? SecondLevelAvailable { get; init; }

    /// <summary>Replacements by the <c>repeat</c> stage since start.</summary>
    [JsonPropertyName("repeat_hits")]
    public long RepeatHits { get; init; }

    /// <summary>The policy in force.</summary>
    [JsonPropertyName("policy_id")]
    public string? PolicyId { get; init; }

    /// <summary>How the vault stands; null where the compiler does not tell.</summary>
    [JsonPropertyName("vault")]
    public VaultOverview? Vault { get; init; }

    /// <summary>The store of originals; null where the compiler does not tell.</summary>
    [JsonPropertyName("originals")]
    public OriginalsState? Originals { get; init; }
}
