namespace TokenPak.Local.Evaluation.Replay;

/// <summary>What a whole conversation became.</summary>
internal sealed record ReplayResult
{
    public required string Name { get; init; }

    public required string Dialect { get; init; }

    public int Requests { get; init; }

    /// <summary>Bodies that the engine did not understand, or that are too large.</summary>
    public int Untouched { get; init; }

    /// <summary>Blocks that had other bytes than on an earlier turn: I3 says none.</summary>
    public int ChangedLater { get; init; }

    /// <summary>Prompt tokens of all requests together.</summary>
    public long PromptBefore { get; init; }

    public long PromptAfter { get; init; }

    public required IReadOnlyList<Bill> Bills { get; init; }

    public required IReadOnlyList<ReplayedBlock> Blocks { get; init; }

    /// <summary>Tokens saved by each stage in the last request.</summary>
    public required IReadOnlyList<(string Stage, int Tokens)> Stages { get; init; }

    public int BlockTokensBefore => Blocks.Sum(b => b.TokensBefore);

    public int BlockTokensAfter => Blocks.Sum(b => b.TokensAfter);
}
