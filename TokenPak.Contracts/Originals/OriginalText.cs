using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Originals;

/// <summary>An original, or a part of it.</summary>
public sealed record OriginalText
{
    /// <summary>Its id.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    /// <summary>Lines of the whole.</summary>
    [JsonPropertyName("total_lines")]
    public required int TotalLines { get; init; }

    /// <summary>Lines that hold what was searched; null without a search.</summary>
    [JsonPropertyName("matches")]
    public int? Matches { get; init; }

    /// <summary>The pieces that were asked for, in order; one for the whole.</summary>
    [JsonPropertyName("parts")]
    public required IReadOnlyList<OriginalPart> Parts { get; init; }
}

/// <summary>Consecutive lines of an original.</summary>
/// <param name="From">First line, from 1.</param>
/// <param name="To">Last line.</param>
/// <param name="Text">The lines, as they were.</param>
public sealed record OriginalPart(
    [property: JsonPropertyName("from")] int From,
    [property: JsonPropertyName("to")] int To,
    [property: JsonPropertyName("text")] string Text);
