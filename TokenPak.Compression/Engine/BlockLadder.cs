using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Engine;

/// <summary>Runs the stages that look inside one block: bytes decide between stages, tokens once at the end.</summary>
internal sealed class BlockLadder(TokenCounter counter)
{
    public BlockDecision Decide(ReadOnlySpan<byte> body, in PromptBlock block, PromptDocument document, CompressionMode mode)
    {
        using var original = new TextBuffer();
        var whole = JsonText.Decode(block.Range.In(body), original);
        var tokens = counter.Count(original.Text);
        var keep = BlockDecision.Keep(block.Range.Length, tokens);
        if (!whole || tokens < MinimumTokens(block.Kind) || !ShapeRules.MayTouch(block.Range.Length, original.Text)) return keep;

        var tool = block.Call < 0 ? default : ToolContext.Of(body, document.Calls[block.Call]);
        var content = ContentClassifier.Classify(block.Kind, tool, document.HasTools, original.Text);
        if (content == ContentKind.File) return keep;

        using var one = new TextBuffer();
        using var other = new TextBuffer();
        var (current, next) = (original, one);
        var saved = new List<(byte Stage, int Chars)>();
        foreach (var stage in StageCatalog.Ladder)
        {
            if (!StageCatalog.Runs(stage, mode) || !stage.Accepts(content)) continue;
            next.Clear();
            if (!stage.TryApply(current.Text, next) || next.Length >= current.Length || next.Length == 0) continue;
            saved.Add((stage.Id, current.Length - next.Length));
            (current, next) = (next, next == one ? other : one);
        }

        if (saved.Count == 0) return keep;
        var after = counter.Count(current.Text);
        if (!EngineLimits.IsNetWin(tokens, after)) return keep;
        return new BlockDecision(block.Range.Length, tokens, after, JsonText.Encode(current.Text), SavingShares.Split(saved, tokens - after));
    }

    private static int MinimumTokens(BlockKind kind) => kind == BlockKind.Paste ? EngineLimits.MinPasteTokens : EngineLimits.MinBlockTokens;
}
