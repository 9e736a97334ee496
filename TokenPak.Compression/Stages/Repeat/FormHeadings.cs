using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Log;
using TokenPak.Compression.Stages.Paths;
using TokenPak.Compression.Stages.Tables;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// Which line of a stage's form means something only below which heading: the rows of a table below its header, of a log below its legend, of a listing below its path. Such a line is
/// the same as another only below the same heading, and a heading leaves its place only together with all its rows.
/// </summary>
internal static class FormHeadings
{
    /// <summary>Notes the headings in the lines of a form; returns how many lines at the top are a legend, which stays.</summary>
    /// <param name="text">The form.</param>
    /// <param name="lines">Its lines.</param>
    /// <param name="stage">The stage that wrote it.</param>
    public static int Mark(ReadOnlySpan<char> text, Span<LineKey> lines, byte stage) => stage switch
    {
        StageId.Json => MarkTables(text, lines),
        StageId.Log => MarkLog(text, lines),
        StageId.Paths => MarkPaths(text, lines),
        _ => 0,
    };

    private static int MarkTables(ReadOnlySpan<char> text, Span<LineKey> lines)
    {
        var legend = LineOf(text, lines[0]).StartsWith(PrefixLegend.Opening) ? 1 : 0;
        var all = legend > 0 ? HashOf(text, lines, 0, 1) : 0;
        for (var i = legend; i < lines.Length; i++)
        {
            lines[i] = lines[i] with { Heading = all };
            if (!OpensTable(LineOf(text, lines[i])) || i + 1 == lines.Length) continue;
            var opening = i++;
            lines[i] = lines[i] with { Heading = all, Below = 1 };
            var heading = all ^ HashOf(text, lines, i, 1);
            while (i + 1 < lines.Length && LineOf(text, lines[i + 1]) is not [']' or '}', ..])
            {
                i++;
                lines[i] = lines[i] with { Heading = heading, Below = i - opening };
            }
        }

        return legend;
    }

    private static int MarkLog(ReadOnlySpan<char> text, Span<LineKey> lines)
    {
        var legend = 1;
        while (legend < lines.Length && lines[legend].Length > 0) legend++;
        var all = HashOf(text, lines, 0, legend);
        var (heading, at) = (all, -1);
        for (var i = legend + 1; i < lines.Length; i++)
        {
            var line = LineOf(text, lines[i]);
            if (line.StartsWith("@ "))
            {
                (heading, at) = (all ^ HashOf(text, lines, i, 1), i);
                continue;
            }

            // Other lines than rows need no heading, but may stand between them.
            var isRow = LogWriter.LooksLikeRow(line) || LogWriter.EndsLikeTimes(line);
            lines[i] = lines[i] with { Heading = isRow ? heading : 0, Below = at < 0 ? 0 : i - at };
        }

        return Math.Min(legend + 1, lines.Length);
    }

    private static int MarkPaths(ReadOnlySpan<char> text, Span<LineKey> lines)
    {
        UInt128 heading = 0;
        var (kind, at) = (PathCutKind.None, 0);
        for (var i = 0; i < lines.Length; i++)
        {
            var line = LineOf(text, lines[i]);
            var next = i + 1 < lines.Length ? LineOf(text, lines[i + 1]) : default;
            var isDirectory = PathLine.IsDirectoryHeading(line) && next.StartsWith(" ");
            var isRow = kind switch
            {
                PathCutKind.File => PathLine.IsFileRow(line) || (line is "--" && PathLine.IsFileRow(next)),
                PathCutKind.Directory => line.StartsWith(" ") && !isDirectory,
                _ => false,
            };
            if (isRow)
            {
                lines[i] = lines[i] with { Heading = heading, Below = i - at };
                continue;
            }

            kind = isDirectory ? PathCutKind.Directory : PathLine.IsFileHeading(line) && PathLine.IsFileRow(next) ? PathCutKind.File : PathCutKind.None;
            if (kind != PathCutKind.None) (heading, at) = (HashOf(text, lines, i, 1), i);
        }

        return 0;
    }

    private static bool OpensTable(ReadOnlySpan<char> line) => line.EndsWith("[") || line.EndsWith("{") || line.EndsWith("[groups");

    private static ReadOnlySpan<char> LineOf(ReadOnlySpan<char> text, LineKey line) => text.Slice(line.Start, line.Length);

    private static UInt128 HashOf(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int first, int count)
    {
        var last = lines[first + count - 1];
        return StrongHash.Of(MemoryMarshal.AsBytes(text[lines[first].Start..(last.Start + last.Length)]));
    }
}
