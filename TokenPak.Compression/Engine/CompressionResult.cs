namespace TokenPak.Compression.Engine;

/// <summary>What the engine decided for one body.</summary>
public sealed record CompressionResult
{
    /// <summary>Replacements in ascending order of offset, never overlapping.</summary>
    public IReadOnlyList<BlockSplice> Splices { get; init; } = [];

    /// <summary>Prompt tokens of the original; null where they were not counted.</summary>
    public int? TokensBefore { get; init; }

    /// <summary>Prompt tokens of the compiled body; null where they were not counted.</summary>
    public int? TokensAfter { get; init; }

    /// <summary>The encoding that counted.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Savings by stage; they add up to the difference of the two counts.</summary>
    public IReadOnlyList<StageTotal> Stages { get; init; } = [];

    /// <summary>The policy that the decisions hold for.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Why the body passes untouched, in one word; null where the engine ran.</summary>
    public string? Untouched { get; init; }

    /// <summary>Blocks that may be touched whose decision was cached.</summary>
    public int CacheHits { get; init; }

    /// <summary>Blocks that may be touched whose decision had to be made.</summary>
    public int CacheMisses { get; init; }
}

/// <summary>One replaced piece of a JSON string.</summary>
/// <param name="Offset">First replaced byte of the body.</param>
/// <param name="Length">Replaced bytes.</param>
/// <param name="Replacement">JSON string content to stand there instead.</param>
/// <param name="TokensRemoved">Tokens saved; positive.</param>
/// <param name="CompiledTokenOffset">Compiled tokens that stand before the block in prompt order.</param>
/// <param name="IsNew">Whether the block stands after the last assistant message.</param>
public readonly record struct BlockSplice(
    int Offset, int Length, ReadOnlyMemory<byte> Replacement, int TokensRemoved, int CompiledTokenOffset, bool IsNew)
{
    /// <summary>Where parts are left out: the id under which the whole text has to be kept before this is sent (<see cref="CompressionPlan.OriginalOf"/>).</summary>
    public string? OriginalId { get; init; }
}

/// <summary>What one stage saved.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="TokensSaved">Tokens removed.</param>
/// <param name="Blocks">Blocks in which it changed something.</param>
public readonly record struct StageTotal(string Stage, int TokensSaved, int Blocks);
