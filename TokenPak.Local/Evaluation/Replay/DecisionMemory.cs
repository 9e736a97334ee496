using TokenPak.Compression.Engine;

namespace TokenPak.Local.Evaluation.Replay;

/// <summary>The plainest cache of decisions there is.</summary>
internal sealed class DecisionMemory : IDecisionCache
{
    private readonly Dictionary<UInt128, BlockDecision> _entries = [];

    public BlockDecision? Find(UInt128 key) => _entries.GetValueOrDefault(key);

    public void Keep(UInt128 key, BlockDecision decision) => _entries[key] = decision;
}
