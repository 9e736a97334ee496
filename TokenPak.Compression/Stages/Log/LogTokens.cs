using System.Buffers;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Log;

/// <summary>The messages' words between blanks: where they are, their hashes, and whether they have a digit.</summary>
internal sealed class LogTokens : IDisposable
{
    /// <summary>A message with more words stands as it is.</summary>
    public const int MaxTokens = 60;

    private readonly int[] _starts;
    private readonly ulong[] _hashes;
    private readonly bool[] _hasDigit;

    private LogTokens(int capacity)
    {
        _starts = ArrayPool<int>.Shared.Rent(capacity);
        _hashes = ArrayPool<ulong>.Shared.Rent(capacity);
        _hasDigit = ArrayPool<bool>.Shared.Rent(capacity);
    }

    public int Count { get; private set; }

    public ulong Hash(in LogLine line, int at) => _hashes[line.FirstToken + at];

    public bool HasDigit(in LogLine line, int at) => _hasDigit[line.FirstToken + at];

    public ReadOnlySpan<char> Text(ReadOnlySpan<char> text, in LogLine line, int at)
    {
        var token = line.FirstToken + at;
        return text[_starts[token]..(at + 1 < line.Tokens ? _starts[token + 1] - 1 : line.End)];
    }

    public int Length(in LogLine line, int at)
    {
        var token = line.FirstToken + at;
        return (at + 1 < line.Tokens ? _starts[token + 1] - 1 : line.End) - _starts[token];
    }

    public static LogTokens Read(ReadOnlySpan<char> text, Span<LogLine> lines)
    {
        var tokens = new LogTokens(text.Count(' ') + lines.Length);
        foreach (ref var line in lines) tokens.Read(text, ref line);
        return tokens;
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_starts);
        ArrayPool<ulong>.Shared.Return(_hashes);
        ArrayPool<bool>.Shared.Return(_hasDigit);
    }

    private void Read(ReadOnlySpan<char> text, ref LogLine line)
    {
        line.FirstToken = Count;
        line.Template = -1;
        var at = line.Message;
        if (at >= line.End) return;
        var tokens = 0;
        while (tokens < MaxTokens)
        {
            var rest = text[at..line.End];
            var blank = rest.IndexOf(' ');
            var token = blank < 0 ? rest : rest[..blank];
            _starts[Count + tokens] = at;
            _hashes[Count + tokens] = XxHash3.HashToUInt64(MemoryMarshal.AsBytes(token));
            _hasDigit[Count + tokens] = token.ContainsAnyInRange('0', '9');
            tokens++;
            if (blank < 0)
            {
                line.Tokens = (byte)tokens;
                Count += tokens;
                return;
            }

            at += blank + 1;
        }
    }
}
