using TokenPak.Compression.Engine;

namespace TokenPak.Benchmarks;

/// <summary>The plainest cache there is: what is measured is the engine.</summary>
internal sealed class DictionaryCache : IDecisionCache
{
    private readonly Dictionary<UInt128, BlockDecision> _entries = [];

    public BlockDecision? Find(UInt128 key) => _entries.GetValueOrDefault(key);

    public void Keep(UInt128 key, BlockDecision decision) => _entries[key] = decision;
}
