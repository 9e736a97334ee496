using System.Buffers;

namespace TokenPak.Compression.Stages.Paths;

/// <summary>Where a line may be cut into a heading and a row, and what the reader of the grouped form would take a line for.</summary>
internal static class PathLine
{
    public const int MaxCuts = 8;

    /// <summary>Cuts lie in this much of a line's beginning.</summary>
    private const int MaxPath = 512;

    /// <summary>What may stand before a path: <c>?? </c>, <c>modified:   </c>.</summary>
    private const int MaxBefore = 20;

    private static readonly SearchValues<char> PathStops = SearchValues.Create(":/\\ \t\r(\"<>|*?");

    private static readonly SearchValues<char> PositionChars = SearchValues.Create("0123456789,-");

    /// <summary>A row of a file: <c>12:text</c>, <c>12-text</c>, <c>:text</c>, <c>(12,5): text</c>.</summary>
    public static bool IsFileRow(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty) return false;
        if (line[0] == ':') return true;
        if (line[0] == '(') return line.Length > 1 && char.IsAsciiDigit(line[1]);
        var digits = Digits(line);
        return digits > 0 && digits < line.Length && line[digits] is ':' or '-';
    }

    /// <summary>A line that, with a file's row below it, is that file's heading.</summary>
    public static bool IsFileHeading(ReadOnlySpan<char> line) =>
        !line.IsEmpty && line[0] is not (' ' or '\t') && line[^1] is not ('/' or '\\') && line.IndexOfAny('/', '\\', '.') >= 0 && !IsFileRow(line);

    /// <summary>A line that, with an indented row below it, is that directory's heading.</summary>
    public static bool IsDirectoryHeading(ReadOnlySpan<char> line) => !line.IsEmpty && line[^1] is '/' or '\\';

    /// <summary>The cuts after a directory, the deepest <see cref="MaxCuts"/>, in order.</summary>
    public static int DirectoryCuts(ReadOnlySpan<char> line, Span<int> cuts)
    {
        if (line.IsEmpty || line[^1] is '/' or '\\' || IsFileRow(line)) return 0;
        var end = Math.Min(line.Length - 1, MaxPath);
        var count = 0;
        var component = 0;
        var inPath = false;
        for (var i = 0; i < end; i++)
        {
            var c = line[i];
            if (c is '/' or '\\')
            {
                if (!inPath && !IsName(line[component..i])) break;
                if (count == cuts.Length)
                {
                    cuts[1..].CopyTo(cuts);
                    count--;
                }

                cuts[count++] = i + 1;
                inPath |= i > component; // the root's own slash is no name yet
                component = i + 1;
            }
            else if (c is ' ' or '\t' or ':' or '"' or '\'')
            {
                if (inPath && !(c == ':' && i + 1 < line.Length && line[i + 1] is '/' or '\\')) break;
                if (i >= MaxBefore) break;
                component = i + 1;
            }
        }

        return count;
    }

    /// <summary>Where the path of <c>path:12:text</c>, <c>path(12,5): text</c> or <c>path:text</c> ends, or 0.</summary>
    public static int FileCut(ReadOnlySpan<char> line)
    {
        var from = line.Length > 3 && char.IsAsciiLetter(line[0]) && line[1] == ':' && line[2] is '\\' or '/' ? 2 : 0;
        var window = line[..Math.Min(line.Length, MaxPath)];
        var at = from;
        while (true)
        {
            var stop = window[at..].IndexOfAny(PathStops);
            if (stop < 0) return 0;
            at += stop;
            if (window[at] is '/' or '\\' or ' ')
            {
                at++; // a blank inside a path; a word before one is no path, which the heading's rule sees
                continue;
            }

            break;
        }

        var path = line[..at];
        if (path.IsEmpty || !IsPath(path)) return 0;
        return line[at] switch
        {
            ':' => at,
            '(' when IsPosition(line[at..]) => at,
            _ => 0,
        };
    }

    /// <summary>The end of the path of a context line <c>path-12-text</c>, where the path is known from a match beside it.</summary>
    public static bool IsContextOf(ReadOnlySpan<char> line, ReadOnlySpan<char> path)
    {
        if (path.IsEmpty || line.Length < path.Length + 3 || line[path.Length] != '-' || !line.StartsWith(path)) return false;
        var rest = line[(path.Length + 1)..];
        var digits = Digits(rest);
        return digits > 0 && digits < rest.Length && rest[digits] == '-';
    }

    /// <summary>Where the row of a file's line begins: a number keeps only what follows the separator.</summary>
    public static int RowStart(ReadOnlySpan<char> line, int cut)
    {
        if (line[cut] is not (':' or '-')) return cut;
        var rest = line[(cut + 1)..];
        var digits = Digits(rest);
        return digits > 0 && digits < rest.Length && rest[digits] == line[cut] ? cut + 1 : cut;
    }

    public static int Digits(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (at < text.Length && at < 10 && char.IsAsciiDigit(text[at])) at++;
        return at == 10 ? 0 : at;
    }

    private static bool IsPosition(ReadOnlySpan<char> text)
    {
        var close = text[..Math.Min(text.Length, 24)].IndexOf(')');
        return close > 1 && char.IsAsciiDigit(text[1]) && !text[1..close].ContainsAnyExcept(PositionChars) && close + 1 < text.Length && text[close + 1] == ':';
    }

    /// <summary>A file's path has a directory or an extension, and no blank before its first directory.</summary>
    private static bool IsPath(ReadOnlySpan<char> path)
    {
        if (!IsFileHeading(path)) return false;
        var slash = path.IndexOfAny('/', '\\');
        if (path[..(slash < 0 ? path.Length : slash)].IndexOf(' ') >= 0) return false;
        if (slash >= 0) return IsName(path[..slash]);
        var dot = path.LastIndexOf('.');
        return dot > 0 && path.Length - dot is > 1 and < 10 && char.IsAsciiLetter(path[dot + 1]);
    }

    /// <summary>A path's first name has a letter or is <c>.</c> or <c>..</c>: <c>17/06/09</c> is a date. Empty is the root.</summary>
    private static bool IsName(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty) return true;
        foreach (var c in name)
        {
            if (char.IsLetter(c)) return true;
        }

        return !name.ContainsAnyExcept('.');
    }
}
