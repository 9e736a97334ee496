using System.Collections.Frozen;

namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>What stands before an opening brace: whether it declares a function.</summary>
internal static class BraceHeader
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Containers = new[]
    {
        "namespace", "class", "struct", "interface", "enum", "record", "trait", "impl", "mod", "module", "union", "object", "extension", "protocol", "new",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Statements = new[]
    {
        "if", "for", "foreach", "while", "switch", "catch", "using", "lock", "fixed", "synchronized", "match", "when", "with", "else", "do", "try", "return", "finally", "select", "case",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Accessors =
        new[] { "get", "set", "init", "add", "remove" }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsFunction(ReadOnlySpan<char> header)
    {
        header = WithoutAttributes(header.Trim());
        if (header.IsEmpty) return false;
        if (header.EndsWith("=>")) return true;
        var open = header.IndexOf('(');
        if (open < 0 || header[^1] is '(' or '=' or ',' or ':' or '[') return IsAccessor(header);
        if (!header.Contains(')')) return header.LastIndexOf("function", StringComparison.Ordinal) >= 0;
        var isFirst = true;
        foreach (var range in header[..open].SplitAny(" \t\r\n<:"))
        {
            var word = header[..open][range];
            if (word.IsEmpty) continue;
            if (Containers.Contains(word) || (isFirst && Statements.Contains(word))) return false;
            isFirst = false;
        }

        return !isFirst || header.StartsWith("(");
    }

    /// <summary>Steps over <c>[Attribute(…)]</c>, <c>#[attribute]</c> and <c>@Annotation(…)</c>.</summary>
    public static ReadOnlySpan<char> WithoutAttributes(ReadOnlySpan<char> header)
    {
        while (!header.IsEmpty)
        {
            var start = header[0] switch { '[' => 0, '#' when header.Length > 1 && header[1] == '[' => 1, '@' => EndOfName(header), _ => -1 };
            if (start < 0) break;
            var end = start < header.Length && header[start] is '[' or '(' ? EndOfBrackets(header, start) : start;
            if (end < 0) break;
            header = header[end..].TrimStart();
        }

        return header;
    }

    private static int EndOfName(ReadOnlySpan<char> header)
    {
        var end = 1;
        while (end < header.Length && (char.IsLetterOrDigit(header[end]) || header[end] is '_' or '.')) end++;
        return end;
    }

    private static int EndOfBrackets(ReadOnlySpan<char> header, int open)
    {
        var depth = 0;
        for (var at = open; at < header.Length; at++)
        {
            if (header[at] is '[' or '(') depth++;
            else if (header[at] is ']' or ')' && --depth == 0) return at + 1;
        }

        return -1;
    }

    private static bool IsAccessor(ReadOnlySpan<char> header) => Accessors.Contains(header[(header.LastIndexOfAny(" \t\r\n") + 1)..]);
}
