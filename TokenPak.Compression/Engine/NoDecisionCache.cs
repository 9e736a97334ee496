namespace TokenPak.Compression.Engine;

/// <summary>Remembers nothing.</summary>
public sealed class NoDecisionCache : IDecisionCache
{
    /// <summary>The one instance.</summary>
    public static NoDecisionCache Instance { get; } = new();

    /// <inheritdoc/>
    public BlockDecision? Find(UInt128 key) => null;

    /// <inheritdoc/>
    public void Keep(UInt128 key, BlockDecision decision)
    {
    }
}
