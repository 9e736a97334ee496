using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Caching;

/// <summary>A decision with what the cache knows of it. Flags race harmlessly: the worst is one more turn round the queue.</summary>
internal sealed class CacheEntry(BlockKey key, BlockDecision decision, long now)
{
    /// <summary>Objects and dictionary node around a decision, measured roughly.</summary>
    private const int Overhead = 272;

    public BlockKey Key { get; } = key;

    public BlockDecision Decision { get; } = decision;

    public int Size { get; } = Overhead + decision.Replacement.Length + (decision.Shares.Count * 8) + (2 * decision.OriginalId?.Length ?? 0);

    public long LastUsed { get; set; } = now;

    public bool Used { get; set; }

    public bool Expired { get; set; }

    public bool Gone { get; set; }
}
