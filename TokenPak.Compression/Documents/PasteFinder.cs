using System.Text;

namespace TokenPak.Compression.Documents;

/// <summary>
/// Cuts fenced and tagged pastes out of user messages, so that they are blocks of their own. Works on the JSON bytes: fences and tags are plain
/// ASCII there, and a line ends with the two bytes <c>\n</c>.
/// </summary>
internal static class PasteFinder
{
    private const int MinimumBytes = 512;

    /// <summary>Tags that hold material. Anything else (reminders, instructions, rules) is the client's or the user's own speech.</summary>
    private static readonly string[] PasteTags =
    [
        "attachment", "bash-stdout", "code", "content", "contents", "csv", "data", "diff", "doc", "document", "document_content", "documents", "error",
        "file", "file_content", "file_contents", "files", "html", "json", "log", "logs", "output", "paste", "pasted", "results", "source", "stderr",
        "stdout", "text", "trace", "traceback", "xml", "yaml",
    ];

    public static void Split(ReadOnlySpan<byte> body, BlockCollector blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks.Since(i)[0];
            if (block.Kind != BlockKind.Text || block.Role != BlockRole.User || block.Segment != PromptSegment.Messages) continue;
            if (block.Range.Length < MinimumBytes) continue;
            var text = block.Range.In(body);
            if (text.IndexOf("<system-reminder"u8) >= 0) continue;
            if (text.IndexOf("```"u8) < 0 && text.IndexOf("</"u8) < 0) continue;
            var pastes = Find(text);
            if (pastes.Count > 0) i += blocks.Split(body, i, pastes) - 1;
        }
    }

    /// <summary>The pastes of a text, as offsets into it.</summary>
    internal static List<(int Start, int End)> Find(ReadOnlySpan<byte> text)
    {
        var found = new List<(int, int)>();
        byte[] closing = [];
        var start = -1;
        var line = 0;
        while (line < text.Length)
        {
            var end = LineEnd(text, line, out var next);
            var content = TrimEnd(text[line..end]);
            if (start < 0)
            {
                closing = ClosingOf(content);
                if (closing.Length > 0) start = next;
            }
            else if (content.SequenceEqual(closing))
            {
                // The line break before the closing line stays outside.
                if (line - 2 - start >= MinimumBytes) found.Add((start, line - 2));
                start = -1;
            }

            line = next;
        }

        return found;
    }

    private static byte[] ClosingOf(ReadOnlySpan<byte> line)
    {
        if (line.StartsWith("```"u8))
        {
            var ticks = line.IndexOfAnyExcept((byte)'`');
            if (ticks < 0) ticks = line.Length;
            return line[ticks..].Contains((byte)'`') ? [] : line[..ticks].ToArray();
        }

        if (line.Length < 3 || line[0] != '<' || line[^1] != '>' || line[1..].IndexOfAny("<>"u8) != line.Length - 2) return [];
        var name = line[1..^1];
        var space = name.IndexOf((byte)' ');
        if (space > 0) name = name[..space];
        foreach (var tag in PasteTags)
        {
            if (Ascii.EqualsIgnoreCase(name, tag)) return [(byte)'<', (byte)'/', .. name, (byte)'>'];
        }

        return [];
    }

    private static int LineEnd(ReadOnlySpan<byte> text, int from, out int next)
    {
        var at = from;
        while (true)
        {
            var escape = text[at..].IndexOf((byte)'\\');
            if (escape < 0)
            {
                next = text.Length;
                return next;
            }

            at += escape;
            if (text[at + 1] == 'n')
            {
                next = at + 2;
                return at;
            }

            at += 2;
        }
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> line)
    {
        if (line.EndsWith("\\r"u8)) line = line[..^2];
        return line.TrimEnd((byte)' ');
    }
}
