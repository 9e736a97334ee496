using System.Text;
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

    /// <summary>Null where nothing may be left out.</summary>
    internal LossScope? Loss { get; init; }

    /// <summary>The text that a splice stands for, in UTF-8: what its id is the id of.</summary>
    public ReadOnlyMemory<byte> OriginalOf(BlockSplice splice)
    {
        using var text = new TextBuffer();
        JsonText.Decode(Request.Body.Span.Slice(splice.Offset, splice.Length), text);
        var bytes = new byte[Encoding.UTF8.GetByteCount(text.Text)];
        Encoding.UTF8.GetBytes(text.Text, bytes);
        return bytes;
    }

    /// <summary>Adds every key that the engine will ask for.</summary>
    public void CollectKeys(ICollection<UInt128> keys)
    {
        if (Document is not { } document) return;
        for (var i = 0; i < document.Blocks.Length; i++)
        {
            ref readonly var block = ref document.Blocks[i];
            if (block.Kind == BlockKind.Opaque) continue;
            if (!block.Touchable)
            {
                keys.Add(Keys.ForCount(block));
                continue;
            }

            if (LooksBack) keys.Add(Keys.ForLookBack(block, this, Loss));
            keys.Add(Keys.ForBlock(block, document.Calls, document.HasTools));
            if (Loss is { } loss && LossScope.Covers(block)) keys.Add(Keys.ForLoss(block, document.Calls, document.HasTools, loss, i));
        }
    }
}
