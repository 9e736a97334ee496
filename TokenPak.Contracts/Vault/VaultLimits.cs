namespace TokenPak.Contracts.Vault;

/// <summary>What may be asked of the vault.</summary>
public static class VaultLimits
{
    /// <summary>Blocks of one answer at most.</summary>
    public const int MaxResults = 100;

    /// <summary>Blocks of one answer where none is named.</summary>
    public const int DefaultResults = 20;

    /// <summary>Characters of a query that are looked at.</summary>
    public const int MaxQuery = 4000;
}
