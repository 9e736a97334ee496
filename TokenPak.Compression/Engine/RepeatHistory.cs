using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Engine;

/// <summary>What the blocks so far show, for the stage that looks back. Nothing is indexed before a block needs it.</summary>
internal sealed class RepeatHistory(ReadOnlyMemory<byte> body, PromptDocument document, TokenCounter counter) : IDisposable
{
    /// <summary>Shorter texts of the user are never pointed to, and not counted.</summary>
    private const int MinimumText = 256;

    private readonly List<(int Block, BlockDecision Decision)> _seen = [];
    private int _calls;
    private int _texts;
    private int _pastes;
    private int _documents;
    private int _results;
    private int _resultParts;
    private int _resultCall = -1;
    private LineIndex? _index;
    private int _indexed;

    /// <summary>Notes what became of a block, where later ones may point to it.</summary>
    public void Add(int index, BlockDecision decision)
    {
        ref readonly var block = ref document.Blocks[index];
        if (block.Touchable || block.Kind == BlockKind.ToolArguments || (block.Kind == BlockKind.Text && block.Role == BlockRole.User && block.Range.Length >= MinimumText))
            _seen.Add((index, decision));
    }

    /// <summary>The block's decision with its repeats pointed to, or null where that is no gain.</summary>
    public BlockDecision? Repeat(int blockIndex, BlockDecision alone)
    {
        ref readonly var block = ref document.Blocks[blockIndex];
        if (_seen.Count == 0 || alone.TokensBefore < EngineLimits.MinBlockTokens) return null;
        if (block.Kind == BlockKind.Paste && alone.TokensBefore < EngineLimits.MinPasteTokens) return null;
        CatchUp();
        if (_index is null) return null;

        using var output = new TextBuffer();
        var best = Repeat(block, Shown(block, alone), FormOf(alone.Shares), _index, output);
        var text = best < int.MaxValue ? output.Text.ToString() : null;
        IReadOnlyList<StageShare> shares = alone.Shares;

        // What was shown before the provider's minimum was shown as it came: there the text as it came finds its like.
        // The form that loses something is compared as it is: the other one was asked before.
        if (alone is { Replaces: true, OriginalId: null } && Repeat(block, block.Range.In(body.Span), StageId.Repeat, _index, output) is var original && original < best)
            (best, text, shares) = (original, output.Text.ToString(), []);

        if (text is null || !EngineLimits.IsNetWin(alone.TokensAfter, best)) return null;
        var saved = alone.TokensBefore - best;
        foreach (var share in shares) saved -= share.Tokens;
        return new BlockDecision(block.Range.Length, alone.TokensBefore, best, JsonText.Encode(text), [.. shares, new StageShare(StageId.Repeat, saved)]) { OriginalId = alone.OriginalId };
    }

    /// <summary>Writes a form of the block with its repeats pointed to; returns its tokens, or the largest number there is.</summary>
    private int Repeat(in PromptBlock block, ReadOnlySpan<byte> sent, byte form, LineIndex index, TextBuffer output)
    {
        using var text = new TextBuffer();
        if (!JsonText.Decode(sent, text) || !ShapeRules.MayTouch(block.Range.Length, text.Text)) return int.MaxValue;
        output.Clear();
        var tool = block.Call < 0 ? default : ToolContext.Of(body.Span, document.Calls[block.Call]);
        var content = ContentClassifier.Classify(block.Kind, tool, document.HasTools, text.Text);
        return RepeatStage.TryApply(text.Text, content, form, index, counter, output) ? counter.Count(output.Text) : int.MaxValue;
    }

    public void Dispose() => _index?.Dispose();

    private void CatchUp()
    {
        using var text = new TextBuffer();
        for (; _indexed < _seen.Count; _indexed++)
        {
            var (index, decision) = _seen[_indexed];
            ref readonly var block = ref document.Blocks[index];
            if (block.Kind == BlockKind.ToolArguments)
            {
                AddArguments(block);
                continue;
            }

            var (name, call) = NameOf(block);
            text.Clear();
            if (block.Range.Length > EngineLimits.MaxBlockBytes || !JsonText.Decode(Shown(block, decision), text)) continue;
            _index ??= new LineIndex();
            _index.Add(text.Text, name, call, decision.Shares.Any(s => s.Stage == StageId.Repeat), block.Touchable, FormOf(decision.Shares));
        }
    }

    private void AddArguments(in PromptBlock block)
    {
        var name = $"call {++_calls}";
        if (block.Range.Length > EngineLimits.MaxBlockBytes) return;
        foreach (var (argument, text) in ArgumentTexts.Of(body.Span, block.Range))
        {
            _index ??= new LineIndex();
            _index.Add(text, $"{argument} in {name}", "", isWhole: false);
        }
    }

    /// <summary>The stage whose headings the text has; this stage, which writes none, where there is no other.</summary>
    private static byte FormOf(IReadOnlyList<StageShare> shares)
    {
        foreach (var share in shares)
        {
            if (share.Stage is StageId.Json or StageId.Paths or StageId.Log) return share.Stage;
        }

        return StageId.Repeat;
    }

    private ReadOnlySpan<byte> Shown(in PromptBlock block, BlockDecision decision) =>
        decision.Replaces ? decision.Replacement.Span : block.Range.In(body.Span);

    /// <summary>A model counts results, not their parts (Codex puts one of its own before what a command printed): the second part of the fourth is <c>result 4.2</c>.</summary>
    private string ResultName(in PromptBlock block)
    {
        if (block.Call < 0 || block.Call != _resultCall) (_results, _resultParts) = (_results + 1, 0);
        _resultCall = block.Call;
        return ++_resultParts == 1 ? $"result {_results}" : $"result {_results}.{_resultParts}";
    }

    private (string Name, string Call) NameOf(in PromptBlock block) => block.Kind switch
    {
        BlockKind.Text => ($"user text {++_texts}", ""),
        BlockKind.Paste => ($"paste {++_pastes}", ""),
        BlockKind.Document => ($"document {++_documents}", ""),
        _ => (ResultName(block), SourceLabel.Of(block.Call < 0 ? default : ToolContext.Of(body.Span, document.Calls[block.Call]))),
    };
}
