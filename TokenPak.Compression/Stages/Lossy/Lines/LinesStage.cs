using System.Runtime.InteropServices;
using TokenPak.Compression.Content;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Repeat;

namespace TokenPak.Compression.Stages.Lossy.Lines;

/// <summary>Logs, what commands print, search output and diffs without the lines that are like the others. A note stands where lines are left out.</summary>
internal sealed class LinesStage : ILossyStage
{
    private const int MinLines = 20;

    /// <summary>Shorter gaps are not worth their note.</summary>
    private const int MinGapLines = 3;

    private const int MinGapLength = 40;

    public byte Id => StageId.Lines;

    public int Version => 2;

    public bool Accepts(in LossyBlock block) => block.Content is ContentKind.Output or ContentKind.Search or ContentKind.Diff;

    public bool TryShorten(in LossyBlock block, TextBuffer output)
    {
        var text = block.Text;
        var lines = new List<(int Start, int Length)>();
        foreach (var line in new LineSplitter(text)) lines.Add(line);
        if (lines.Count < MinLines || (block.Content == ContentKind.Output && (IsStructured(text) || CodeLines.Dominate(text)))) return false;

        var kept = new bool[lines.Count];
        if (block.Content == ContentKind.Diff) DiffContext.Judge(text, lines, block.Question, kept);
        else LineJudge.Judge(block, lines, kept);
        Write(block, CollectionsMarshal.AsSpan(lines), kept, output);
        return block.Omission.Gaps > 0;
    }

    /// <summary>In JSON and XML a line is one field of many: fields are not alike.</summary>
    private static bool IsStructured(ReadOnlySpan<char> text) => text.TrimStart() is ['{' or '[' or '<', ..];

    private static void Write(in LossyBlock block, ReadOnlySpan<(int Start, int Length)> lines, ReadOnlySpan<bool> kept, TextBuffer output)
    {
        for (var i = 0; i < lines.Length;)
        {
            var end = i;
            while (end < lines.Length && !kept[end]) end++;
            if (end > i && end - i >= MinGapLines && lines[end - 1].Start + lines[end - 1].Length - lines[i].Start >= MinGapLength)
            {
                block.WriteGap(output, i + 1, end, "lines");
            }
            else
            {
                end = Math.Max(end, i + 1);
                output.Append(block.Text[lines[i].Start..(lines[end - 1].Start + lines[end - 1].Length)]);
            }

            i = end;
            if (i < lines.Length) output.Append('\n');
        }
    }
}
