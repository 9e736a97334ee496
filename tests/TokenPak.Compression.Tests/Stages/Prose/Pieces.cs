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
        foreach (var piece in Note().Split(kept).Select(p => p.Trim()).Where(p => p.Length > 0))
        {
            var found = text.IndexOf(piece, at, StringComparison.Ordinal);
            if (found < 0) return false;
            at = found + piece.Length;
        }

        return true;
    }

    [GeneratedRegex(@"\[(?:TokenPak: )?(?:lines?|sentences?) \d+(?:-\d+)? left out(?:, original [0-9a-f]+)?\]")]
    private static partial Regex Note();
}
