namespace TokenPak.Contracts.Compilation;

/// <summary>What the compiler decided for one body.</summary>
public sealed record CompileResult
{
    /// <summary>Replacements in ascending order of offset, never overlapping. Empty where the body goes out as it is.</summary>
    public required IReadOnlyList<Splice> Splices { get; init; }

    /// <summary>Prompt tokens of the original body by <see cref="Tokenizer"/>; null where they were not counted.</summary>
    public int? TokensBefore { get; init; }

    /// <summary>Prompt tokens of the compiled body by <see cref="Tokenizer"/>, with what the vault added; null where they were not counted.</summary>
    public int? TokensAfter { get; init; }

    /// <summary>The encoding that counted, e.g. <c>o200k_base</c>.</summary>
    public string? Tokenizer { get; init; }

    /// <summary>Savings by stage; only stages that saved something.</summary>
    public IReadOnlyList<StageSaving> Stages { get; init; } = [];

    /// <summary>Hash of engine version, stages and recipes: the same id and input give the same bytes.</summary>
    public string? PolicyId { get; init; }

    /// <summary>Why nothing was compiled, in one word (<c>malformed</c>, <c>oversized</c>, <c>dialect</c>); null where the engine ran.</summary>
    public string? BypassReason { get; init; }

    /// <summary>Blocks whose decision came from the cache.</summary>
    public int CacheHits { get; init; }

    /// <summary>Blocks whose decision had to be made.</summary>
    public int CacheMisses { get; init; }

    /// <summary>What the vault added; null where none is configured.</summary>
    public VaultInjection? Vault { get; init; }

    /// <summary>A result that changes nothing.</summary>
    public static CompileResult Untouched(string reason) => new() { Splices = [], BypassReason = reason };
}
