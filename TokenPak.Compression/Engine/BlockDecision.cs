namespace TokenPak.Compression.Engine;

/// <summary>What becomes of one block: immutable, and a pure function of what its key hashes.</summary>
/// <param name="SourceLength">Bytes of the block that it was made for: checked on use.</param>
/// <param name="TokensBefore">Tokens of the original.</param>
/// <param name="TokensAfter">Tokens of what is sent.</param>
/// <param name="Replacement">JSON string content to send; empty where the block goes as it is.</param>
/// <param name="Shares">Savings by stage.</param>
public sealed record BlockDecision(
    int SourceLength, int TokensBefore, int TokensAfter, ReadOnlyMemory<byte> Replacement, IReadOnlyList<StageShare> Shares)
{
    /// <summary>Whether the block is replaced.</summary>
    public bool Replaces => !Replacement.IsEmpty;

    /// <summary>Where parts are left out: the id under which the whole text has to be kept before this is sent.</summary>
    public string? OriginalId { get; init; }

    /// <summary>A decision that leaves the block alone.</summary>
    public static BlockDecision Keep(int sourceLength, int tokens) => new(sourceLength, tokens, tokens, default, []);
}

/// <summary>A stage's part in a decision.</summary>
/// <param name="Stage">The stage's id, an index into the names of the stages.</param>
/// <param name="Tokens">Tokens that it saved.</param>
public readonly record struct StageShare(byte Stage, int Tokens);
