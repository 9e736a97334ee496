using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Lossy;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>Writes the kept units as they stand in the text, and a note for each gap: by lines where whole lines are left out, by sentences inside a line.</summary>
internal static class ProseWriter
{
    public static void Write(in LossyBlock block, ReadOnlySpan<ProseUnit> units, TextBuffer output)
    {
        var text = block.Text;
        var (line, counted) = (1, 0);
        for (var first = 0; first < units.Length;)
        {
            var end = first + 1;
            while (end < units.Length && units[end].IsKept == units[first].IsKept) end++;
            var (from, to) = (units[first].Start, units[end - 1].End);
            if (units[first].IsKept)
            {
                output.Append(text[from..to]);
            }
            else
            {
                // Blanks around a gap belong to neither side: the note stands on a line of its own where the gap does.
                line += text[counted..from].Count('\n');
                var last = line + text[from..to].Count('\n');
                (line, counted) = (last, to);
                var opens = first == 0 || text[units[first - 1].End..from].Contains('\n');
                var closes = end == units.Length || text[to..units[end].Start].Contains('\n');
                if (first > 0) output.Append(opens ? '\n' : ' ');
                if (opens && closes) block.WriteGap(output, last - text[from..to].Count('\n'), last, "lines");
                else block.WriteGap(output, first + 1, end, "sentences");
                if (end < units.Length) output.Append(closes ? '\n' : ' ');
            }

            first = end;
        }
    }
}
