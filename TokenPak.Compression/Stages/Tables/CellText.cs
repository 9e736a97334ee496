using System.Buffers;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>
/// How a value stands in a table without quotes. A string does where nothing could take it for a number, a word, JSON or the table's own marks; so
/// <c>12</c> is the number, <c>"12"</c> the string, an empty cell is a member that is not there.
/// </summary>
internal static class CellText
{
    private static readonly SearchValues<char> NotInCells = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '|', '\\', '"']);
    private static readonly SearchValues<char> NotInHeaders = SearchValues.Create("<>…");
    private static readonly SearchValues<char> NotInNames = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), .. "|\\\"={}<>…"]);

    /// <summary>What a cell shows of a value: a string's content without its quotes where that is plain, else the JSON.</summary>
    public static ReadOnlySpan<char> Of(ReadOnlySpan<char> text, in JsonNode node)
    {
        var json = text.Slice(node.Start, node.Length);
        return node.Kind == JsonKind.String && IsPlain(json[1..^1]) ? json[1..^1] : json;
    }

    public static bool IsPlain(ReadOnlySpan<char> content)
    {
        if (content.IsEmpty || content[0] is ' ' or '{' or '[' or ']' or '}' || content[^1] == ' ' || content.ContainsAny(NotInCells)) return false;
        return JsonTree.LiteralLength(content) != content.Length;
    }

    /// <summary>A part of a string may stand in a cell whose header gives the rest.</summary>
    public static bool IsPlainPart(ReadOnlySpan<char> content) =>
        !content.IsEmpty && content[0] is not (' ' or '{' or '[' or ']' or '}') && content[^1] != ' ' && !content.ContainsAny(NotInCells);

    /// <summary>In a header: none of its marks, and braces only in pairs, since a group ends with one.</summary>
    public static bool IsPlainInHeader(ReadOnlySpan<char> content)
    {
        if (content.ContainsAny(NotInCells) || content.ContainsAny(NotInHeaders)) return false;
        var depth = 0;
        foreach (var c in content)
        {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth < 0) return false;
        }

        return depth == 0;
    }

    /// <summary>A name without its quotes.</summary>
    public static bool IsPlainName(ReadOnlySpan<char> content) =>
        !content.IsEmpty && content[0] != ' ' && content[^1] != ' ' && content[0] != ']' && !content.ContainsAny(NotInNames);
}
