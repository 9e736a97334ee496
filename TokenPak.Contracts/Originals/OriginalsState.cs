using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Originals;

/// <summary>The store of originals since the compiler started.</summary>
public sealed record OriginalsState
{
    /// <summary>Whether originals are kept at all.</summary>
    [JsonPropertyName("enabled")]
    public bool Enabled { get; init; }

    /// <summary>Originals in the process.</summary>
    [JsonPropertyName("entries")]
    public long Entries { get; init; }

    /// <summary>Their bytes.</summary>
    [JsonPropertyName("bytes")]
    public long Bytes { get; init; }

    /// <summary>Originals that were kept.</summary>
    [JsonPropertyName("kept")]
    public long Kept { get; init; }

    /// <summary>Retrievals that found theirs.</summary>
    [JsonPropertyName("retrieved")]
    public long Retrieved { get; init; }

    /// <summary>Retrievals that found nothing: expired, evicted, another tenant's, or never there.</summary>
    [JsonPropertyName("not_found")]
    public long NotFound { get; init; }

    /// <summary>Originals dropped for room before their time was over.</summary>
    [JsonPropertyName("evictions")]
    public long Evictions { get; init; }

    /// <summary>Originals that could not be kept: too large, no room, or the store did not answer.</summary>
    [JsonPropertyName("refused")]
    public long Refused { get; init; }

    /// <summary>Lifetime since the last use, in seconds.</summary>
    [JsonPropertyName("ttl_seconds")]
    public int TtlSeconds { get; init; }
}
