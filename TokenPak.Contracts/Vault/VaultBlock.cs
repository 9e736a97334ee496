using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Vault;

/// <summary>A block with its text.</summary>
public sealed record VaultBlock
{
    /// <summary>Hash of place and text.</summary>
    [JsonPropertyName("block_id")]
    public required string BlockId { get; init; }

    /// <summary><c>path:start-end</c>.</summary>
    [JsonPropertyName("citation")]
    public required string Citation { get; init; }

    /// <summary>Its file, relative to the vault.</summary>
    [JsonPropertyName("source_path")]
    public required string SourcePath { get; init; }

    /// <summary>First line, from 1.</summary>
    [JsonPropertyName("start_line")]
    public required int StartLine { get; init; }

    /// <summary>Last line.</summary>
    [JsonPropertyName("end_line")]
    public required int EndLine { get; init; }

    /// <summary>Its headings, or its type and member.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>What it is written in.</summary>
    [JsonPropertyName("language")]
    public required string Language { get; init; }

    /// <summary>Its tokens.</summary>
    [JsonPropertyName("raw_tokens")]
    public required int RawTokens { get; init; }

    /// <summary>Its text.</summary>
    [JsonPropertyName("text")]
    public required string Text { get; init; }
}
