using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Vault;

/// <summary>What a search found.</summary>
public sealed record VaultSearchResult
{
    /// <summary>What was looked for.</summary>
    [JsonPropertyName("query")]
    public required string Query { get; init; }

    /// <summary>The score from which on a block would be added to a prompt.</summary>
    [JsonPropertyName("min_score")]
    public double MinScore { get; init; }

    /// <summary>How long the lookup took, in milliseconds.</summary>
    [JsonPropertyName("elapsed_ms")]
    public double ElapsedMs { get; init; }

    /// <summary>The blocks, the best first.</summary>
    [JsonPropertyName("results")]
    public required IReadOnlyList<VaultHit> Results { get; init; }
}

/// <summary>A block that was found.</summary>
public sealed record VaultHit
{
    /// <summary>Where its text is to be had: <c>/vault/blocks/{id}</c>.</summary>
    [JsonPropertyName("block_id")]
    public required string BlockId { get; init; }

    /// <summary>BM25, in units of a word that one block alone holds.</summary>
    [JsonPropertyName("score")]
    public required double Score { get; init; }

    /// <summary><c>path:start-end</c>.</summary>
    [JsonPropertyName("citation")]
    public required string Citation { get; init; }

    /// <summary>Its file, relative to the vault.</summary>
    [JsonPropertyName("source_path")]
    public required string SourcePath { get; init; }

    /// <summary>Its headings, or its type and member.</summary>
    [JsonPropertyName("title")]
    public required string Title { get; init; }

    /// <summary>What it is written in.</summary>
    [JsonPropertyName("language")]
    public required string Language { get; init; }

    /// <summary>Its tokens.</summary>
    [JsonPropertyName("raw_tokens")]
    public required int RawTokens { get; init; }

    /// <summary>Its beginning.</summary>
    [JsonPropertyName("preview")]
    public required string Preview { get; init; }
}
