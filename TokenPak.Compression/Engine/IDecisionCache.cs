namespace TokenPak.Compression.Engine;

/// <summary>
/// Remembers decisions. Both calls are synchronous and quick: a second level behind a network is asked beforehand, with
/// <see cref="CompressionPlan.CollectKeys"/>. Forgetting is always allowed; the same decision is then made again.
/// </summary>
public interface IDecisionCache
{
    /// <summary>The decision kept under a key, or null.</summary>
    BlockDecision? Find(UInt128 key);

    /// <summary>Keeps a decision.</summary>
    void Keep(UInt128 key, BlockDecision decision);
}
