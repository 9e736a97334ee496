using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Lossy.Lines;

/// <summary>
/// What a line is a case of: its words, with a place for each that varies (numbers, ids, paths). Lines of one shape are alike; a line of a rare shape is an outlier.
/// </summary>
internal static class LineShape
{
    /// <summary>Further words do not tell shapes apart.</summary>
    private const int MaxTokens = 24;

    private static readonly SearchValues<char> Joints = SearchValues.Create("/.:_@\\");

    public static ulong Of(ReadOnlySpan<char> line)
    {
        Span<ulong> shape = stackalloc ulong[MaxTokens];
        var count = 0;
        foreach (var (start, length) in new LineTokens(line))
        {
            if (count == MaxTokens) break;
            var token = line.Slice(start, length);
            shape[count++] = IsVariable(token) ? 1 : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(token));
        }

        return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(shape[..count]), count);
    }

    public static bool IsVariable(ReadOnlySpan<char> token) =>
        token.ContainsAnyInRange('0', '9') || (token.Length > 2 && token[1..^1].ContainsAny(Joints));
}

/// <summary>A line cut at blanks, commas, bars and equals signs.</summary>
internal ref struct LineTokens(ReadOnlySpan<char> line)
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t,;|=");

    private readonly ReadOnlySpan<char> _line = line;
    private int _next;

    public (int Start, int Length) Current { get; private set; }

    public readonly LineTokens GetEnumerator() => this;

    public bool MoveNext()
    {
        var rest = _line[_next..];
        var start = rest.IndexOfAnyExcept(Separators);
        if (start < 0) return false;
        var length = rest[start..].IndexOfAny(Separators);
        if (length < 0) length = rest.Length - start;
        Current = (_next + start, length);
        _next += start + length;
        return true;
    }
}
