using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Engine;

/// <summary>What the blocks so far show, for the stage that looks back. Nothing is indexed before a block needs it.</summary>
internal sealed class RepeatHistory(ReadOnlyMemory<byte> body, PromptDocument document, TokenCounter counter) : IDisposable
{
    private readonly List<(int Block, BlockDecision Decision)> _seen = [];
    private readonly int[] _ordinals = new int[3];
    private LineIndex? _index;
    private int _indexed;

    /// <summary>Notes what became of a block.</summary>
    public void Add(int block, BlockDecision decision) => _seen.Add((block, decision));

    /// <summary>The block's decision with its repeats pointed to, or null where that is no gain.</summary>
    public BlockDecision? Repeat(int blockIndex, BlockDecision alone)
    {
        ref readonly var block = ref document.Blocks[blockIndex];
        if (_seen.Count == 0 || alone.TokensAfter < EngineLimits.MinBlockTokens) return null;
        if (block.Kind == BlockKind.Paste && alone.TokensBefore < EngineLimits.MinPasteTokens) return null;

        using var text = new TextBuffer();
        if (!JsonText.Decode(Shown(block, alone), text) || !ShapeRules.MayTouch(block.Range.Length, text.Text)) return null;
        CatchUp();
        if (_index is null) return null;

        using var output = new TextBuffer();
        var tool = block.Call < 0 ? default : ToolContext.Of(body.Span, document.Calls[block.Call]);
        var content = ContentClassifier.Classify(block.Kind, tool, document.HasTools, text.Text);
        if (!RepeatStage.TryApply(text.Text, content, _index, output)) return null;

        var after = counter.Count(output.Text);
        if (!EngineLimits.IsNetWin(alone.TokensAfter, after)) return null;
        return new BlockDecision(
            block.Range.Length, alone.TokensBefore, after, JsonText.Encode(output.Text),
            [.. alone.Shares, new StageShare(StageId.Repeat, alone.TokensAfter - after)]);
    }

    public void Dispose() => _index?.Dispose();

    private void CatchUp()
    {
        using var text = new TextBuffer();
        for (; _indexed < _seen.Count; _indexed++)
        {
            var (index, decision) = _seen[_indexed];
            ref readonly var block = ref document.Blocks[index];
            var label = Label(block);
            text.Clear();
            if (block.Range.Length > EngineLimits.MaxBlockBytes || !JsonText.Decode(Shown(block, decision), text)) continue;
            _index ??= new LineIndex();
            _index.Add(text.Text, label, decision.Shares.Any(s => s.Stage == StageId.Repeat));
        }
    }

    private ReadOnlySpan<byte> Shown(in PromptBlock block, BlockDecision decision) =>
        decision.Replaces ? decision.Replacement.Span : block.Range.In(body.Span);

    private string Label(in PromptBlock block) => block.Kind switch
    {
        BlockKind.Paste => $"paste {++_ordinals[0]}",
        BlockKind.Document => $"document {++_ordinals[1]}",
        _ => SourceLabel.Of($"tool result {++_ordinals[2]}", block.Call < 0 ? default : ToolContext.Of(body.Span, document.Calls[block.Call])),
    };
}
