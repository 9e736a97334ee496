using TokenPak.Compression.Engine;

namespace TokenPak.Compression.Tests.Support;

internal sealed class MemoryDecisionCache : IDecisionCache
{
    public Dictionary<UInt128, BlockDecision> Entries { get; } = [];

    public List<UInt128> Asked { get; } = [];

    public BlockDecision? Find(UInt128 key)
    {
        Asked.Add(key);
        return Entries.GetValueOrDefault(key);
    }

    public void Keep(UInt128 key, BlockDecision decision) => Entries[key] = decision;
}
