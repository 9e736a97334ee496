using System.Text;

namespace TokenPak.Compression.Stages.Ansi;

/// <summary>
/// A line redrawn with carriage returns. A state is dropped where the next one says the same in other numbers or bars; a state with words of its
/// own stays, so that text cannot be hidden by overwriting it.
/// </summary>
internal static class ProgressLine
{
    public static string Resolve(ReadOnlySpan<char> line)
    {
        var kept = new StringBuilder();
        var states = line.ToString().Split('\r');
        for (var i = 0; i < states.Length; i++)
        {
            var last = i == states.Length - 1;
            if (!last && SameWords(states[i], states[i + 1])) continue;
            kept.Append(states[i]);
            if (!last) kept.Append('\r');
        }

        return kept.ToString();
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
