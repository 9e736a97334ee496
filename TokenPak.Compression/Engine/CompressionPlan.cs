using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Engine;

/// <summary>A scanned body, ready to be compressed: the place to fetch decisions ahead, all at once.</summary>
public sealed class CompressionPlan
{
    internal CompressionPlan(CompressionRequest request, string policyId, string? untouched)
    {
        Request = request;
        PolicyId = policyId;
        Untouched = untouched;
    }

    /// <summary>What was asked.</summary>
    public CompressionRequest Request { get; }

    /// <summary>The policy of the request's mode.</summary>
    public string PolicyId { get; }

    /// <summary>Why the body passes untouched; null where it can be compressed.</summary>
    public string? Untouched { get; }

    internal PromptDocument? Document { get; init; }

    internal DecisionKeys Keys { get; init; }

    /// <summary>The compiled tokens that must stand before the first compiled block (I8); 0 where the provider would not cache.</summary>
    internal int CacheMinimum { get; init; }

    internal bool LooksBack { get; init; }

    /// <summary>Adds every key that the engine will ask for.</summary>
    public void CollectKeys(ICollection<UInt128> keys)
    {
        if (Document is not { } document) return;
        foreach (ref readonly var block in document.Blocks)
        {
            if (block.Kind == BlockKind.Opaque) continue;
            if (!block.Touchable)
            {
                keys.Add(Keys.ForCount(block));
                continue;
            }

            if (LooksBack) keys.Add(Keys.ForLookBack(block, CacheMinimum, document.HasTools));
            keys.Add(Keys.ForBlock(block, document.Calls, document.HasTools));
        }
    }
}
