using System.Globalization;
using System.Text.RegularExpressions;

namespace TokenPak.Compression.Tests.Stages.Prose;

/// <summary>What stands between the notes of a shortened text.</summary>
internal static partial class Pieces
{
    /// <summary>Whether the pieces stand in the text in this order, none twice.</summary>
    public static bool StandInOrder(string text, string? kept)
    {
        if (kept is null) return false;
        var at = 0;
        foreach (var piece in Note().Replace(kept, "\f").Split('\f', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + piece.Length;
        }

        return true;
    }

    /// <summary>Whether each note that names lines names those that are missing in its place.</summary>
    public static bool CountLines(string text, string kept)
    {
        var at = 0;
        var end = 0;
        foreach (Match note in Note().Matches(kept))
        {
            var before = kept[end..note.Index].Trim();
            if (before.Length > 0) at = text.IndexOf(before, at, StringComparison.Ordinal) + before.Length;
            end = note.Index + note.Length;
            var next = Note().Match(kept, end);
            var behind = kept[end..(next.Success ? next.Index : kept.Length)].Trim();
            var until = behind.Length > 0 ? text.IndexOf(behind, at, StringComparison.Ordinal) : text.Length;
            if (!note.Groups["from"].Success) continue;
            var missing = text[at..until];
            var first = at + missing.Length - missing.TrimStart().Length;
            var last = at + missing.TrimEnd().Length;
            var from = int.Parse(note.Groups["from"].Value, CultureInfo.InvariantCulture);
            var to = note.Groups["to"].Success ? int.Parse(note.Groups["to"].Value, CultureInfo.InvariantCulture) : from;
            if (from != 1 + text.AsSpan(0, first).Count('\n') || to != 1 + text.AsSpan(0, last).Count('\n')) return false;
        }

        return true;
    }

    [GeneratedRegex(@"\[(?:TokenPak: )?(?:lines? (?<from>\d+)(?:-(?<to>\d+))?|sentences? \d+(?:-\d+)?) left out(?:, original [0-9a-f]+)?\]")]
    private static partial Regex Note();
}
