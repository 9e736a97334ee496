namespace TokenPak.Contracts.Vault;

/// <summary>The vault as the gateway sees it. An implementation may throw when it is away.</summary>
public interface IVault
{
    /// <summary>How it stands.</summary>
    ValueTask<VaultOverview> GetOverviewAsync(CancellationToken cancellationToken);

    /// <summary>The blocks that a text's words lead to, the best first, whatever they score; empty where no vault is configured.</summary>
    /// <param name="text">Words to look for.</param>
    /// <param name="limit">Blocks at most, from 1 to <see cref="VaultLimits.MaxResults"/>.</param>
    /// <param name="cancellationToken">The caller's.</param>
    ValueTask<VaultSearchResult> SearchAsync(string text, int limit, CancellationToken cancellationToken);

    /// <summary>A block with its text; null where there is none under this id.</summary>
    ValueTask<VaultBlock?> FindAsync(string id, CancellationToken cancellationToken);
}
