using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Vault;

/// <summary>How the vault stands; counts are null where none is configured.</summary>
public sealed record VaultOverview
{
    /// <summary>Whether it can be searched.</summary>
    [JsonPropertyName("available")]
    public required bool Available { get; init; }

    /// <summary><c>off</c>, <c>indexing</c> (searchable, as far as it has come), <c>ready</c>, <c>waiting</c> (another process writes the index) or <c>failed</c>.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>The indexed folder.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; init; }

    /// <summary>Files that were looked at.</summary>
    [JsonPropertyName("files")]
    public int? Files { get; init; }

    /// <summary>Blocks that can be found.</summary>
    [JsonPropertyName("blocks")]
    public long? Blocks { get; init; }

    /// <summary>Tokens of all blocks.</summary>
    [JsonPropertyName("total_tokens")]
    public long? TotalTokens { get; init; }

    /// <summary>Files with no block: binary, blank, or with a secret in them.</summary>
    [JsonPropertyName("empty_files")]
    public int? EmptyFiles { get; init; }

    /// <summary>Whether the folder holds more files than may be indexed.</summary>
    [JsonPropertyName("is_cut")]
    public bool? IsCut { get; init; }

    /// <summary>When the whole folder was last looked at.</summary>
    [JsonPropertyName("scanned_at")]
    public DateTimeOffset? ScannedAt { get; init; }

    /// <summary>Messages to which something was added, since start.</summary>
    [JsonPropertyName("injections")]
    public long Injections { get; init; }

    /// <summary>Tokens added to messages when they were new, since start.</summary>
    [JsonPropertyName("injected_tokens")]
    public long InjectedTokens { get; init; }

    /// <summary>Messages to which nothing was added, since start, by why.</summary>
    [JsonPropertyName("skips")]
    public IReadOnlyDictionary<string, long> Skips { get; init; } = new Dictionary<string, long>();
}
