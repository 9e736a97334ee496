using System.Buffers;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Paths;

/// <summary>
/// Groups lines that begin with the same path: <c>path:12:text</c> as ripgrep's headings do, the path above and <c>12:text</c> below; listings by directory,
/// the directory with its slash above and the rest of each line below, indented by one blank. Order stays; a path that comes back gets its heading again.
/// </summary>
internal static class PathEncoder
{
    private const int MaxChars = 4 * 1024 * 1024;
    private const int MaxLines = 32_768;

    public static bool TryEncode(ReadOnlySpan<char> text, TextBuffer output)
    {
        if (text.Length is 0 or > MaxChars || text.IndexOfAny('/', '\\', ':') < 0) return false;
        var lines = text.Count('\n') + 1;
        if (lines is < 3 or > MaxLines) return false;
        var starts = ArrayPool<int>.Shared.Rent(lines + 1);
        try
        {
            Split(text, starts.AsSpan(0, lines + 1));
            using var plan = new PathPlan(lines);
            if (!plan.TryChoose(text, starts.AsSpan(0, lines + 1))) return false;
            var before = output.Length;
            Write(text, starts.AsSpan(0, lines + 1), plan, output);
            return output.Length - before < text.Length;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(starts);
        }
    }

    private static void Split(ReadOnlySpan<char> text, Span<int> starts)
    {
        starts[0] = 0;
        for (int i = 1, at = 0; i < starts.Length; i++)
        {
            var newline = text[at..].IndexOf('\n');
            at = newline < 0 ? text.Length + 1 : at + newline + 1;
            starts[i] = at;
        }
    }

    private static void Write(ReadOnlySpan<char> text, ReadOnlySpan<int> starts, PathPlan plan, TextBuffer output)
    {
        ReadOnlySpan<char> heading = default;
        var kind = PathCutKind.None;
        for (var i = 0; i < starts.Length - 1; i++)
        {
            var line = text[starts[i]..(starts[i + 1] - 1)];
            var cut = plan[i];
            if (i > 0) output.Append('\n');
            if (cut.Kind == PathCutKind.None || cut.IsSeparator)
            {
                if (!cut.IsSeparator) kind = PathCutKind.None;
                output.Append(line);
                continue;
            }

            if (cut.Kind != kind || !line[..cut.Length].SequenceEqual(heading))
            {
                heading = line[..cut.Length];
                kind = cut.Kind;
                output.Append(heading);
                output.Append('\n');
            }

            if (kind == PathCutKind.Directory) output.Append(' ');
            output.Append(line[(kind == PathCutKind.Directory ? cut.Length : PathLine.RowStart(line, cut.Length))..]);
        }
    }
}
