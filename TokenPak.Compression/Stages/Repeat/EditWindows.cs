using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// Which lines of a file must stay where they are. An edit quotes a few lines in a row: every such window has to stand in one piece, in this block or in one before. Windows that an
/// earlier block shows in one piece may go; the lines of all others stay.
/// </summary>
internal static class EditWindows
{
    /// <summary>Lines that an edit quotes.</summary>
    private const int Size = 4;

    /// <summary>Marks the lines of <paramref name="stays"/> that belong to a window which no earlier block shows.</summary>
    public static void Mark(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, LineIndex index, Span<bool> stays)
    {
        // Where a viewer numbers a file's lines, what stands around them is the viewer's own.
        if (!NumberedLines.Dominate(text))
        {
            Mark(text, lines, 0, lines.Length, index, stays);
            return;
        }

        for (var start = 0; start < lines.Length;)
        {
            var end = start + 1;
            if (lines[start].IsNumbered)
            {
                while (end < lines.Length && lines[end - 1].IsBefore(lines[end])) end++;
                Mark(text, lines, start, end, index, stays);
            }

            start = end;
        }
    }

    private static void Mark(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int start, int end, LineIndex index, Span<bool> stays)
    {
        var size = Math.Min(Size, end - start);
        for (var at = start; at + size <= end;)
        {
            var shown = index.FindWindow(text, lines[..end], at, size);
            if (shown >= size)
            {
                at += shown - size + 1;
                continue;
            }

            stays.Slice(at, size).Fill(true);
            at++;
        }
    }
}
