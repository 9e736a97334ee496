using System.Buffers;
using System.Text;
using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Engine;

/// <summary>Runs the stages that leave something out, each on the text as it came; the first that makes a clear difference has the block. What it keeps then goes through the lossless stages.</summary>
internal sealed class LossyLadder(TokenCounter counter)
{
    /// <summary>The decision has an original's id where something is left out, and keeps the block where nothing is.</summary>
    public BlockDecision Decide(ReadOnlySpan<byte> body, int index, PromptDocument document, StageChoice choice, LossScope loss)
    {
        ref readonly var block = ref document.Blocks[index];
        using var original = new TextBuffer();
        var whole = JsonText.Decode(block.Range.In(body), original);
        var tokens = counter.Count(original.Text);
        var keep = BlockDecision.Keep(block.Range.Length, tokens);
        if (!whole || tokens < EngineLimits.MinLossyTokens || !ShapeRules.MayTouch(block.Range.Length, original.Text) || HasReminder(original.Text)) return keep;
        var tool = block.Call < 0 ? default : ToolContext.Of(body, document.Calls[block.Call]);
        if (RetrievalTool.IsCalled(tool.Tool, loss.Terms.RetrievalTools)) return keep;

        var content = ContentClassifier.Classify(block.Kind, tool, document.HasTools, original.Text);
        var question = loss.QuestionOf(body, document, index);
        var id = IdOf(original.Text, loss.Terms);
        using var shortened = new TextBuffer();
        foreach (var stage in StageCatalog.Lossy)
        {
            if (!choice.Runs(stage)) continue;
            shortened.Clear();
            var attempt = new LossyBlock
            {
                Text = original.Text,
                Content = content,
                Kind = block.Kind,
                Tool = tool,
                HasTools = document.HasTools,
                Question = question,
                Omission = new OmissionNote(id),
            };
            if (!stage.Accepts(attempt) || !stage.TryShorten(attempt, shortened) || attempt.Omission.Gaps == 0 || !IsClearlyShorter(original, shortened)) continue;
            return Finish(block, stage.Id, original, shortened, content, choice, tokens, id);
        }

        return keep;
    }

    private BlockDecision Finish(in PromptBlock block, byte stage, TextBuffer original, TextBuffer shortened, ContentKind content, StageChoice choice, int tokens, string id)
    {
        using var format = new TextBuffer();
        using var reshaped = new TextBuffer();
        using var spare = new TextBuffer();
        var saved = new List<(byte Stage, int Chars)> { (stage, original.Length - shortened.Length) };
        if (content == ContentKind.File) format.Append(shortened.Text);
        else saved.AddRange(BlockLadder.Format(shortened, content, choice, format, spare));
        var (text, after) = (format, counter.Count(format.Text));

        // Rows that are kept are rows still, and a diff's headings are its headings; lines that are kept are those unlike the others.
        if ((stage == StageId.Rows || content == ContentKind.Diff) && BlockLadder.Reshape(format, content, choice, reshaped, spare) is { } shape && counter.Count(reshaped.Text) is var shorter && shorter < after)
        {
            (text, after) = (reshaped, shorter);
            BlockLadder.Add(saved, shape, format.Length - reshaped.Length);
        }

        return after >= tokens
            ? BlockDecision.Keep(block.Range.Length, tokens)
            : new BlockDecision(block.Range.Length, tokens, after, JsonText.Encode(text.Text), SavingShares.Split(saved, tokens - after)) { OriginalId = id };
    }

    /// <summary>Clients put instructions behind what a tool said: no part of such a result may be left out.</summary>
    private static bool HasReminder(ReadOnlySpan<char> text) => text.Contains("<system-reminder", StringComparison.Ordinal);

    /// <summary>Another stage may do better where one leaves next to nothing out.</summary>
    private static bool IsClearlyShorter(TextBuffer original, TextBuffer shortened) =>
        shortened.Length * 100L <= original.Length * (100L - EngineLimits.MinLossyPercent);

    private static string IdOf(ReadOnlySpan<char> text, LossTerms terms)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var id = terms.IdOf(bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes)));
        ArrayPool<byte>.Shared.Return(bytes);
        return id;
    }
}
