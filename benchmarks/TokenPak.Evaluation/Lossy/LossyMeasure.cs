using System.Diagnostics;
using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Tokens;
using TokenPak.Evaluation.Measures;

namespace TokenPak.Evaluation.Lossy;

/// <summary>Runs one lossy stage on texts and looks in what it kept for what has to be there.</summary>
internal static class LossyMeasure
{
    /// <summary>As long as the engine's own ids.</summary>
    private const string Id = "0123456789abcdef0123456789abcdef";

    public static IEnumerable<AnswerRow> Run(string corpus, string stage, IReadOnlyList<AskedText> texts, ILossyStage lossy, TokenCounter counter)
    {
        yield return Row(corpus, stage, texts, lossy, counter);
        var heldBack = texts.Where(t => t.HeldBack).ToArray();
        if (heldBack.Length > 0) yield return Row($"{corpus}, held back", stage, heldBack, lossy, counter);
    }

    private static AnswerRow Row(string corpus, string stage, IReadOnlyList<AskedText> texts, ILossyStage lossy, TokenCounter counter)
    {
        var (shortened, asked, kept) = (0, 0, 0);
        var (before, after, theirs) = (0L, 0L, 0L);
        var times = new Times();
        using var output = new TextBuffer();
        foreach (var text in texts)
        {
            output.Clear();
            var start = Stopwatch.GetTimestamp();
            var shorter = lossy.Accepts(Block(text)) && lossy.TryShorten(Block(text), output);
            times.Add(start);
            var tokens = counter.Count(text.Text);
            var left = shorter ? counter.Count(output.Text) : tokens;
            before += tokens;
            after += left;
            if (shorter) shortened++;
            if (text.PeerOutput is { } peer) theirs += counter.Count(peer);
            var said = shorter ? output.Text.ToString() : text.Text;
            asked += text.Facts.Count;
            kept += text.Facts.Count(f => !shorter || f.IsIn(said));
        }

        return new AnswerRow(corpus, stage, texts.Count, shortened, before, after, asked, kept, theirs > 0 ? theirs : null, times.At(0.5), times.At(0.99));
    }

    private static LossyBlock Block(AskedText text) => new()
    {
        Text = text.Text,
        Content = ContentKind.Output,
        Kind = BlockKind.Document,
        Tool = new ToolContext("fetch", null, text.Url),
        Question = Question.Of(text.Question),
        Omission = new OmissionNote(Id),
    };
}
