using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>Running text to the half of its sentences that says most about the question, verbatim and in order.</summary>
internal sealed class ProseStage : ILossyStage
{
    /// <summary>What is left, of a hundred tokens, notes included.</summary>
    private const int TargetPercent = 49;

    /// <summary>A form with more characters than this share is not worth its gaps.</summary>
    private const int WorthPercent = 80;

    public byte Id => StageId.Prose;

    public int Version => 1;

    public bool Accepts(in LossyBlock block) => block.Content == ContentKind.Output;

    public bool TryShorten(in LossyBlock block, TextBuffer output)
    {
        var text = block.Text;
        if (!ProseShape.MayBe(text)) return false;
        var list = ProseSplitter.Split(text);
        var units = CollectionsMarshal.AsSpan(list);
        if (!ProseShape.Is(text, units)) return false;
        var tokens = Prepare(block, units);
        var terms = new TermIndex(text, units, block.Question);
        UnitRanking.Rank(text, units, terms);
        if (!terms.IsAsked) units[0].IsNeeded = units[^1].IsNeeded = true;
        DropRepeats(text, units);
        UnitChoice.Choose(units, (int)((long)tokens * TargetPercent / 100));
        ProseWriter.Write(block, units, output);
        return (long)output.Length * 100 <= (long)text.Length * WorthPercent;
    }

    /// <summary>Counts the units' tokens and marks those that are never left out.</summary>
    private static int Prepare(in LossyBlock block, Span<ProseUnit> units)
    {
        var counter = TokenCounter.For(TokenEncoding.O200kBase);
        var tokens = 0;
        foreach (ref var unit in units)
        {
            var piece = block.Text[unit.Start..unit.End];
            unit.Tokens = counter.Count(piece);
            unit.IsNeeded = AlertWords.Are(piece) || block.Question.Names(piece);
            tokens += unit.Tokens;
        }

        return tokens;
    }

    /// <summary>A sentence that stands above word for word says nothing new.</summary>
    private static void DropRepeats(ReadOnlySpan<char> text, Span<ProseUnit> units)
    {
        var seen = new HashSet<ulong>(Scatter.Instance);
        foreach (ref var unit in units)
        {
            if (unit.Kind is UnitKind.Heading or UnitKind.Row || unit.IsNeeded) continue;
            var hash = System.IO.Hashing.XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text[unit.Start..unit.End]));
            if (!seen.Add(hash)) unit.Score = -1;
        }
    }
}
