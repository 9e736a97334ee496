using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Originals;

/// <summary>What is wanted of an original. Without lines and without words it is wanted whole.</summary>
public sealed record OriginalQuery
{
    /// <summary>Lines around each match at most.</summary>
    public const int MaxContext = 50;

    /// <summary>The id that stands in the lossy form.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Whose it is; null only where the gateway has no keys and the caller no credential: then whoever knows the id is its owner.</summary>
    [JsonPropertyName("tenant")]
    public string? Tenant { get; init; }

    /// <summary>First line, from 1.</summary>
    [JsonPropertyName("from")]
    public int? From { get; init; }

    /// <summary>Last line.</summary>
    [JsonPropertyName("to")]
    public int? To { get; init; }

    /// <summary>Lines that hold this text, whatever their case, with what stands around them.</summary>
    [JsonPropertyName("search")]
    public string? Search { get; init; }

    /// <summary>Lines before and after each match, from 0 to <see cref="MaxContext"/>.</summary>
    [JsonPropertyName("context")]
    public int Context { get; init; } = 2;
}
