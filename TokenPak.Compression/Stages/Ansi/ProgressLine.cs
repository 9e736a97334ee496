using System.Buffers;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Ansi;

/// <summary>
/// A line redrawn with carriage returns. A state is dropped where it looks like progress and the next one says the same in other numbers or bars; a state with words of its
/// own stays, so that text cannot be hidden by overwriting it, and so does one whose numbers are no progress (a file whose lines end in carriage returns).
/// </summary>
internal static class ProgressLine
{
    private static readonly SearchValues<char> BarChars = SearchValues.Create("#=.-█▓▒░━─■▪●");

    /// <summary>Writes the states that stay, with the carriage returns between them.</summary>
    public static void Resolve(ReadOnlySpan<char> line, TextBuffer output)
    {
        while (true)
        {
            var end = line.IndexOf('\r');
            if (end < 0) break;
            var rest = line[(end + 1)..];
            var next = rest.IndexOf('\r');
            if (!LooksLikeProgress(line[..end]) || !SameWords(line[..end], next < 0 ? rest : rest[..next]))
            {
                output.Append(line[..end]);
                output.Append('\r');
            }

            line = rest;
        }

        output.Append(line);
    }

    /// <summary>A percentage, a part of a whole, a bar; or no number at all: a spinner, dots.</summary>
    private static bool LooksLikeProgress(ReadOnlySpan<char> state)
    {
        if (state.Contains('%') || !state.ContainsAnyInRange('0', '9')) return true;
        for (var i = 1; i + 1 < state.Length; i++)
        {
            if (state[i] == '/' && char.IsAsciiDigit(state[i - 1]) && char.IsAsciiDigit(state[i + 1])) return true;
            if (state[i - 1] == state[i] && state[i] == state[i + 1] && BarChars.Contains(state[i])) return true;
        }

        return false;
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
