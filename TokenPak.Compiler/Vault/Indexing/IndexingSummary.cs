namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>How far a look at the folder has come.</summary>
internal readonly record struct IndexingProgress(int Done, int Total);

/// <summary>What a look at the folder found.</summary>
internal sealed record IndexingSummary
{
    public required int Files { get; init; }

    /// <summary>Files that were indexed in this look.</summary>
    public required int Changed { get; init; }

    public required int Removed { get; init; }

    /// <summary>Files with no chunk: binary, blank, or with a secret in them.</summary>
    public required int Empty { get; init; }

    public required long Chunks { get; init; }

    public required long Tokens { get; init; }

    /// <summary>Whether there are more files than may be indexed.</summary>
    public required bool IsCut { get; init; }
}
