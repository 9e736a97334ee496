using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace TokenPak.Compiler.Vault;

/// <summary>The vault: a folder of the user's own documents and code, found when a prompt needs them.</summary>
internal sealed class VaultOptions
{
    public const string SectionName = "TokenPak:Vault";

    /// <summary>The folder to index. Default: none, and with that no vault.</summary>
    public string? Path { get; set; }

    /// <summary>Where the index lies, below it a folder for each indexed path. Default: <c>vault</c> in <c>TokenPak:DataPath</c>, else in the user's data folder.</summary>
    public string? IndexPath { get; set; }

    /// <summary>Largest file that is indexed, in kilobytes; default 1024.</summary>
    [Range(1, 64 * 1024)]
    public int MaxFileKilobytes { get; set; } = 1024;

    /// <summary>Files that are indexed at most; default 200,000. The rest is counted and shown.</summary>
    [Range(1, 10_000_000)]
    public int MaxFiles { get; set; } = 200_000;

    /// <summary>Minutes between two looks at the whole folder, for file systems that do not tell of changes; default 10.</summary>
    [Range(1, 24 * 60)]
    public int RescanMinutes { get; set; } = 10;

    /// <summary>Tokens that are added to one message at most; default 2,000.</summary>
    [Range(50, 1_000_000)]
    public int BudgetTokens { get; set; } = 2000;

    /// <summary>Chunks that are added to one message at most; default 5.</summary>
    [Range(1, 100)]
    public int TopK { get; set; } = 5;

    /// <summary>Score below which a chunk is not added; default 2. A word that one chunk alone holds adds about 1 to it (docs/vault.md).</summary>
    [Range(0, 1000)]
    public double MinScore { get; set; } = 2;

    /// <summary>Prompt tokens below which nothing is added, unless the request asks for it; default 200.</summary>
    [Range(0, 10_000_000)]
    public int MinPromptTokens { get; set; } = 200;

    /// <summary>Models that get nothing, unless the request asks for it: names, <c>*</c> stands for anything. Default: none.</summary>
    public IList<string> SkipModels { get; set; } = [];

    /// <summary>Hours for which a chunk that is no longer in the folder can still be put where an earlier turn had it; default 24.</summary>
    [Range(1, 24 * 365)]
    public int RetentionHours { get; set; } = 24;

    /// <summary>Whether a vault is configured.</summary>
    public bool IsConfigured => !string.IsNullOrWhiteSpace(Path);
}

[OptionsValidator]
internal sealed partial class VaultOptionsValidator : IValidateOptions<VaultOptions>;
