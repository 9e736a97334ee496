using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Engine;

/// <summary>Runs the stages that look inside one block: bytes decide between stages, tokens once at the end.</summary>
internal sealed class BlockLadder(TokenCounter counter)
{
    public BlockDecision Decide(ReadOnlySpan<byte> body, in PromptBlock block, PromptDocument document, StageChoice choice)
    {
        using var original = new TextBuffer();
        var whole = JsonText.Decode(block.Range.In(body), original);
        var tokens = counter.Count(original.Text);
        var keep = BlockDecision.Keep(block.Range.Length, tokens);
        if (!whole || tokens < MinimumTokens(block.Kind) || !ShapeRules.MayTouch(block.Range.Length, original.Text)) return keep;

        var tool = block.Call < 0 ? default : ToolContext.Of(body, document.Calls[block.Call]);
        var content = ContentClassifier.Classify(block.Kind, tool, document.HasTools, original.Text);
        if (content == ContentKind.File) return keep;

        using var format = new TextBuffer();
        using var reshaped = new TextBuffer();
        using var spare = new TextBuffer();
        var saved = Format(original, content, choice, format, spare);
        var reshapedBy = Reshape(format, content, choice, reshaped, spare);
        if (saved.Count == 0 && reshapedBy is null) return keep;

        // A shorter text can have more tokens: the reshaped form has to be better than the one whose format alone was changed.
        var (text, after) = (format, saved.Count == 0 ? tokens : counter.Count(format.Text));
        if (reshapedBy is { } stage && counter.Count(reshaped.Text) is var shorter && shorter < after)
        {
            (text, after) = (reshaped, shorter);
            Add(saved, stage, format.Length - reshaped.Length);
        }

        if (!EngineLimits.IsNetWin(tokens, after)) return keep;
        return new BlockDecision(block.Range.Length, tokens, after, JsonText.Encode(text.Text), SavingShares.Split(saved, tokens - after));
    }

    /// <summary>Applies the format stages, each to what the one before left.</summary>
    internal static List<(byte Stage, int Chars)> Format(TextBuffer from, ContentKind content, StageChoice choice, TextBuffer current, TextBuffer spare)
    {
        current.Append(from.Text);
        var saved = new List<(byte Stage, int Chars)>();
        foreach (var stage in StageCatalog.Of(StageKind.Format, content, choice))
        {
            if (!Shortens(stage, current, spare)) continue;
            Add(saved, stage.Id, current.Length - spare.Length);
            current.Clear();
            current.Append(spare.Text);
        }

        return saved;
    }

    /// <summary>The one stage whose form is the shortest, or null. They are never applied to each other's output: legends are not nested.</summary>
    internal static byte? Reshape(TextBuffer from, ContentKind content, StageChoice choice, TextBuffer best, TextBuffer spare)
    {
        byte? chosen = null;
        foreach (var stage in StageCatalog.Of(StageKind.Reshape, content, choice))
        {
            if (!Shortens(stage, from, spare) || (chosen is not null && spare.Length >= best.Length)) continue;
            chosen = stage.Id;
            best.Clear();
            best.Append(spare.Text);
        }

        return chosen;
    }

    private static bool Shortens(IBlockStage stage, TextBuffer from, TextBuffer to)
    {
        to.Clear();
        return stage.TryApply(from.Text, to) && to.Length < from.Length && to.Length > 0;
    }

    /// <summary>Two steps of one stage (<c>json</c>: blanks, then tables) count as one.</summary>
    internal static void Add(List<(byte Stage, int Chars)> saved, byte stage, int chars)
    {
        var known = saved.FindIndex(s => s.Stage == stage);
        if (known < 0) saved.Add((stage, chars));
        else saved[known] = (stage, saved[known].Chars + chars);
    }

    private static int MinimumTokens(BlockKind kind) => kind == BlockKind.Paste ? EngineLimits.MinPasteTokens : EngineLimits.MinBlockTokens;
}
