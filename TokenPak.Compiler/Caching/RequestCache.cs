using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Caching;

/// <summary>The cache as one request sees it: remembers what was made, so that it goes to the second level in one batch.</summary>
internal sealed class RequestCache(BlockCache cache) : IDecisionCache
{
    private readonly List<KeyValuePair<UInt128, BlockDecision>> _made = [];

    public IReadOnlyList<KeyValuePair<UInt128, BlockDecision>> Made => _made;

    public BlockDecision? Find(UInt128 key)
    {
        var decision = cache.Find(key);
        if (decision is not null) cache.CountHit();
        return decision;
    }

    public void Keep(UInt128 key, BlockDecision decision)
    {
        cache.CountMiss(key);
        cache.Keep(key, decision);
        _made.Add(KeyValuePair.Create(key, decision));
    }
}
