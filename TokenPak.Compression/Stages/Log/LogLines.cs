using System.Buffers;

namespace TokenPak.Compression.Stages.Log;

/// <summary>A text as log lines: each with its stamp, if it has one of the kind that most have, and its message.</summary>
internal sealed class LogLines : IDisposable
{
    private const int MaxStampTokens = 8;
    private readonly LogLine[] _lines;

    private LogLines(LogLine[] lines, int count, bool carriage)
    {
        _lines = lines;
        Count = count;
        HasCarriageReturns = carriage;
    }

    public int Count { get; }

    /// <summary>Every line ends in CR LF; the lines are without the CR.</summary>
    public bool HasCarriageReturns { get; }

    public bool HasStamps { get; private set; }

    public Span<LogLine> Lines => _lines.AsSpan(0, Count);

    public static LogLines Split(ReadOnlySpan<char> text)
    {
        var count = text.Count('\n') + 1;
        var newlines = count - 1;
        var carriage = newlines > 0 && text.Count("\r\n") == newlines;
        var lines = new LogLines(ArrayPool<LogLine>.Shared.Rent(count), count, carriage);
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            var newline = text[at..].IndexOf('\n');
            var end = newline < 0 ? text.Length : at + newline;
            lines._lines[i] = new LogLine { Start = at, Message = at, End = carriage && newline >= 0 ? end - 1 : end };
            at = end + 1;
        }

        lines.ReadStamps(text);
        return lines;
    }

    public void Dispose() => ArrayPool<LogLine>.Shared.Return(_lines);

    private void ReadStamps(ReadOnlySpan<char> text)
    {
        Span<int> byTokens = stackalloc int[MaxStampTokens];
        Span<int> starts = stackalloc int[MaxStampTokens];
        byTokens.Clear();
        foreach (ref var line in Lines)
        {
            line.StampLength = LogStamp.Read(text[line.Start..line.End], starts, out var tokens);
            line.StampTokens = (byte)(line.StampLength > 0 ? tokens : 0);
            if (line.StampLength > 0) byTokens[tokens]++;
        }

        var usual = byTokens.IndexOf(Max(byTokens));
        if (byTokens[usual] * 2 < Count) usual = 0;
        HasStamps = usual > 0;
        var varying = usual > 0 ? VaryingToken(text, usual, starts) : 0;
        foreach (ref var line in Lines)
        {
            if (line.StampTokens != usual || usual == 0)
            {
                line.StampLength = 0;
                continue;
            }

            var stamp = text.Slice(line.Start, line.StampLength);
            LogStamp.Read(text[line.Start..line.End], starts, out _);
            var from = starts[varying];
            var to = varying + 1 < usual ? starts[varying + 1] - 1 : line.StampLength;
            if (!HasCut(stamp[from..to]) || stamp[from..to].Contains(' '))
            {
                line.StampLength = 0;
                continue;
            }

            line.VaryingStart = (short)from;
            line.VaryingEnd = (short)to;
            line.Message = line.Start + line.StampLength + 1;
        }
    }

    private static bool HasCut(ReadOnlySpan<char> token)
    {
        for (var i = 0; i < token.Length; i++)
        {
            if (StampPlan.IsCut(token, i)) return true;
        }

        return false;
    }

    /// <summary>The token that changes most from line to line: what a row shows, while a heading shows the rest.</summary>
    private int VaryingToken(ReadOnlySpan<char> text, int tokens, Span<int> starts)
    {
        Span<int> changes = stackalloc int[MaxStampTokens];
        Span<int> before = stackalloc int[MaxStampTokens];
        changes.Clear();
        var (last, lastLength) = (0, 0);
        foreach (var line in Lines)
        {
            if (line.StampTokens != tokens) continue;
            LogStamp.Read(text[line.Start..line.End], starts, out _);
            for (var t = 0; lastLength > 0 && t < tokens; t++)
            {
                var a = Token(text.Slice(last, lastLength), before, t, tokens);
                var b = Token(text.Slice(line.Start, line.StampLength), starts, t, tokens);
                if (!a.SequenceEqual(b)) changes[t]++;
            }

            (last, lastLength) = (line.Start, line.StampLength);
            starts[..tokens].CopyTo(before);
        }

        var best = 0;
        for (var t = 1; t < tokens; t++) best = changes[t] > 0 && changes[t] >= changes[best] ? t : best;
        return best;
    }

    private static ReadOnlySpan<char> Token(ReadOnlySpan<char> stamp, ReadOnlySpan<int> starts, int t, int tokens) =>
        stamp[starts[t]..(t + 1 < tokens ? starts[t + 1] - 1 : stamp.Length)];

    private static int Max(ReadOnlySpan<int> values)
    {
        var max = 0;
        foreach (var value in values) max = Math.Max(max, value);
        return max;
    }
}
