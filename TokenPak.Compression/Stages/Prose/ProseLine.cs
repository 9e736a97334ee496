namespace TokenPak.Compression.Stages.Prose;


/// <summary>Reads the marks that plain text and Markdown set before a line.</summary>
internal static class ProseLine
{
    private const int LongestMarker = 4;

    /// <summary>What the line begins with. A heading's level and an item's indentation are <paramref name="depth"/>.</summary>
    public static LineMark Read(ReadOnlySpan<char> line, out int depth)
    {
        var text = line.TrimStart();
        depth = line.Length - text.Length;
        text = text.TrimEnd();
        if (text.IsEmpty) return LineMark.Blank;
        if (text.StartsWith("```") || text.StartsWith("~~~")) return LineMark.Fence;
        if (text[0] == '|') return LineMark.Row;
        if (text[0] == '#')
        {
            var level = text.IndexOfAnyExcept('#');
            if (level is > 0 and <= 6 && text[level] == ' ')
            {
                depth = level;
                return LineMark.Heading;
            }
        }

        if (text.Length >= 3 && text[0] is '=' or '-' or '~' && !text.ContainsAnyExcept(text[0]))
        {
            depth = text[0] == '=' ? 1 : 2;
            return LineMark.Underline;
        }

        return IsItem(text) ? LineMark.Item : LineMark.None;
    }

    /// <summary>A bullet or a short number before a blank.</summary>
    private static bool IsItem(ReadOnlySpan<char> text)
    {
        if (text[0] is '-' or '*' or '+' or '•' or '–' or '▪' or '◦' or '·' or '>') return text.Length > 1 && text[1] == ' ';
        if (text[0] is '(' or '[') text = text[1..];
        var end = text.IndexOf(' ');
        if (end is < 2 or > LongestMarker || text[end - 1] is not ('.' or ')' or ']')) return false;
        var number = text[..(end - 1)];
        return !number.ContainsAnyExceptInRange('0', '9') || (number.Length == 1 && char.IsAsciiLetter(number[0]));
    }
}
