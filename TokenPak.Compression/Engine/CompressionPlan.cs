using TokenPak.Compression.Documents;
using TokenPak.Compression.ProviderCaches;

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

    /// <summary>The provider's rule for the model (I8); null where it would not cache.</summary>
    internal CacheRule? Cache { get; init; }

    /// <summary>The compiled tokens that must stand before the first compiled block.</summary>
    internal int CacheMinimum => Cache?.Minimum ?? 0;

    /// <summary>Tokens that the first replacement has to save.</summary>
    internal int FirstSaving => Cache is { Increment: > 1 } rule ? rule.Increment * EngineLimits.FirstSavingPercentOfStep / 100 : 0;

    internal StageChoice Stages { get; init; }

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

            if (LooksBack) keys.Add(Keys.ForLookBack(block, this));
            keys.Add(Keys.ForBlock(block, document.Calls, document.HasTools));
        }
    }
}
