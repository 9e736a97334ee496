using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Caching;

/// <summary>The cache as one request sees it: remembers what was made, so that it goes to the second level in one batch.</summary>
internal sealed class RequestCache(BlockCache cache, UInt128 tenant) : IDecisionCache
{
    private readonly List<KeyValuePair<BlockKey, BlockDecision>> _made = [];

    /// <summary>What the second level knew of this request; set before the engine asks.</summary>
    public Prefetch Prefetch { get; set; } = Prefetch.None;

    public IReadOnlyList<KeyValuePair<BlockKey, BlockDecision>> Made => _made;

    public BlockDecision? Find(UInt128 key)
    {
        var decision = cache.Find(new BlockKey(tenant, key));
        if (decision is not null) cache.CountHit();
        return decision;
    }

    public void Keep(UInt128 key, BlockDecision decision)
    {
        var own = new BlockKey(tenant, key);
        cache.CountMiss(own, Prefetch.Corrupt.Contains(own));
        cache.Keep(own, decision);
        _made.Add(KeyValuePair.Create(own, decision));
    }
}
