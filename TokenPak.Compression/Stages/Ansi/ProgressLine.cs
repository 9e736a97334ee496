using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Ansi;

/// <summary>
/// A line redrawn with carriage returns. A state is dropped where the next one says the same in other numbers or bars; a state with words of its
/// own stays, so that text cannot be hidden by overwriting it.
/// </summary>
internal static class ProgressLine
{
    /// <summary>Writes the states that stay, with the carriage returns between them.</summary>
    public static void Resolve(ReadOnlySpan<char> line, TextBuffer output)
    {
        while (true)
        {
            var end = line.IndexOf('\r');
            if (end < 0) break;
            var rest = line[(end + 1)..];
            var next = rest.IndexOf('\r');
            if (!SameWords(line[..end], next < 0 ? rest : rest[..next]))
            {
                output.Append(line[..end]);
                output.Append('\r');
            }

            line = rest;
        }

        output.Append(line);
    }

    private static bool SameWords(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        int i = 0, j = 0;
        while (true)
        {
            while (i < a.Length && !char.IsLetter(a[i])) i++;
            while (j < b.Length && !char.IsLetter(b[j])) j++;
            if (i == a.Length) return true; // digits and bars alone, or all words matched
            if (j == b.Length || a[i] != b[j]) return false;
            i++;
            j++;
        }
    }
}
