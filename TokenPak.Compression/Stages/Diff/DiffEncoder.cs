using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Diff;

/// <summary>
/// git names a changed file four times before its first hunk; here it is named once: <c>diff PATH index 1a2b..3c4d 100644</c>, with <c>new</c> or
/// <c>deleted</c> and the mode, and with the blobs, where git has a line for that. Hunks, renames, binary files and everything else stay as they are.
/// </summary>
internal static class DiffEncoder
{
    private const int MaxChars = 4 * 1024 * 1024;

    public static bool TryEncode(ReadOnlySpan<char> text, TextBuffer output)
    {
        if (text.Length > MaxChars || text.IndexOf(DiffHeader.GitLine) < 0) return false;
        var mark = output.Length;
        var length = text.Length;
        while (!text.IsEmpty)
        {
            if (DiffHeader.TryRead(text, out var header))
            {
                header.Write(output);
                text = text[header.Length..];
                continue;
            }

            var newline = text.IndexOf('\n') + 1;
            var line = newline == 0 ? text : text[..newline];
            if (LooksShort(line)) return false;
            output.Append(line);
            text = text[line.Length..];
        }

        return output.Length - mark < length;
    }

    /// <summary>A line of the text that could be taken for one of ours.</summary>
    private static bool LooksShort(ReadOnlySpan<char> line) => line.StartsWith(DiffHeader.ShortLine) && !line.StartsWith(DiffHeader.GitLine);
}
