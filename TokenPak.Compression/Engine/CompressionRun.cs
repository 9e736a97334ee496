using TokenPak.Compression.Documents;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Engine;

/// <summary>One pass over the blocks of one body, in prompt order.</summary>
internal sealed class CompressionRun(
    CompressionPlan plan, PromptDocument document, IDecisionCache cache, TokenCounter counter, BlockLadder ladder, LossyLadder lossy, bool wholeNewest, StageGroupTimes? times)
{
    private readonly StageTally _tally = new();
    private readonly List<BlockSplice> _splices = [];
    private int _before;
    private int _after;
    private int _hits;
    private int _misses;

    private ReadOnlySpan<byte> Body => plan.Request.Body.Span;

    public CompressionResult Run()
    {
        using var history = new RepeatHistory(plan.Request.Body, document, counter);
        for (var i = 0; i < document.Blocks.Length; i++)
        {
            ref readonly var block = ref document.Blocks[i];
            if (block.Kind == BlockKind.Opaque) continue;
            // I8: until the compiled prefix is one that the provider caches, blocks go as they are.
            var decision = !block.Touchable ? CountOnly(block)
                : _after >= plan.CacheMinimum ? Decide(i, history)
                : BlockDecision.Keep(block.Range.Length, DecideAlone(block).TokensBefore);
            if (_splices.Count == 0 && decision.TokensBefore - decision.TokensAfter < plan.FirstSaving)
                decision = BlockDecision.Keep(block.Range.Length, decision.TokensBefore);
            _before += decision.TokensBefore;
            history.Add(i, decision);
            if (!decision.Replaces)
            {
                _after += decision.TokensBefore;
                continue;
            }

            _splices.Add(new BlockSplice(
                block.Range.Start, block.Range.Length, decision.Replacement, decision.TokensBefore - decision.TokensAfter, _after,
                IsNew(block))
            {
                OriginalId = decision.OriginalId,
            });
            _tally.Add(decision);
            _after += decision.TokensAfter;
        }

        // Prompt order is not always body order (a system prompt after the messages).
        _splices.Sort((a, b) => a.Offset.CompareTo(b.Offset));
        return new CompressionResult
        {
            Splices = _splices,
            TokensBefore = _before,
            TokensAfter = _after,
            Tokenizer = counter.Name,
            Stages = _tally.Totals(),
            PolicyId = plan.PolicyId,
            CacheHits = _hits,
            CacheMisses = _misses,
        };
    }

    private BlockDecision Decide(int index, RepeatHistory history)
    {
        ref readonly var block = ref document.Blocks[index];
        var loss = wholeNewest && IsNew(block) ? null : plan.Loss;
        if (!plan.LooksBack) return Shorter(DecideAlone(block), DecideLossy(index, loss));
        var key = plan.Keys.ForLookBack(block, plan, loss);
        if (Cached(key, block) is { } known)
        {
            _hits++;
            times?.AddKnown(StageGroup.Repeat);
            return known;
        }

        var alone = DecideAlone(block);
        var made = Repeat(history, index, alone);
        if (DecideLossy(index, loss) is { } shortened) made = Shorter(made, Repeat(history, index, shortened));
        cache.Keep(key, made);
        return made;
    }

    private BlockDecision Repeat(RepeatHistory history, int index, BlockDecision alone)
    {
        var start = times?.Start() ?? 0;
        var made = history.Repeat(index, alone) ?? alone;
        times?.AddMade(StageGroup.Repeat, start);
        return made;
    }

    private static BlockDecision Shorter(BlockDecision lossless, BlockDecision? lossy) =>
        lossy is not null && EngineLimits.IsWorthLoss(lossless.TokensAfter, lossy.TokensAfter) ? lossy : lossless;

    private BlockDecision? DecideLossy(int index, LossScope? loss)
    {
        ref readonly var block = ref document.Blocks[index];
        if (loss is null || !LossScope.Covers(block)) return null;
        var key = plan.Keys.ForLoss(block, document.Calls, document.HasTools, loss, index);
        if (Cached(key, block) is { } made)
        {
            times?.AddKnown(StageGroup.Lossy);
        }
        else
        {
            var start = times?.Start() ?? 0;
            made = lossy.Decide(Body, index, document, plan.Stages, loss);
            times?.AddMade(StageGroup.Lossy, start);
            cache.Keep(key, made);
        }

        return made.OriginalId is null ? null : made;
    }

    private bool IsNew(in PromptBlock block) => block.Message > document.LastAssistantMessage;

    private BlockDecision DecideAlone(in PromptBlock block)
    {
        var key = plan.Keys.ForBlock(block, document.Calls, document.HasTools);
        if (Cached(key, block) is { } known)
        {
            _hits++;
            times?.AddKnown(StageGroup.Block);
            return known;
        }

        _misses++;
        var start = times?.Start() ?? 0;
        var made = ladder.Decide(Body, block, document, plan.Stages);
        times?.AddMade(StageGroup.Block, start);
        cache.Keep(key, made);
        return made;
    }

    private BlockDecision CountOnly(in PromptBlock block)
    {
        var key = plan.Keys.ForCount(block);
        if (Cached(key, block) is { } known) return known;
        var bytes = block.Range.In(Body);
        var tokens = block.Range.IsString ? counter.CountJsonString(bytes) : counter.CountUtf8(bytes);
        var made = BlockDecision.Keep(bytes.Length, tokens);
        cache.Keep(key, made);
        return made;
    }

    private BlockDecision? Cached(UInt128 key, in PromptBlock block) =>
        cache.Find(key) is { } known && known.SourceLength == block.Range.Length ? known : null;
}
