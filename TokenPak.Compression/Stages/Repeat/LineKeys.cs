using System.Buffers;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>The lines of a text or form as they are compared, on pooled memory.</summary>
internal readonly struct LineKeys : IDisposable
{
    private readonly LineKey[] _keys;
    private readonly int _count;

    /// <summary>Reads the lines.</summary>
    /// <param name="text">Where they stand.</param>
    /// <param name="start">Where the first begins; the last ends with the text.</param>
    /// <param name="form">The stage whose form it is.</param>
    public LineKeys(ReadOnlySpan<char> text, int start, byte form)
    {
        var lines = text[start..];
        _count = lines.Count('\n') + 1;
        _keys = ArrayPool<LineKey>.Shared.Rent(_count);
        var next = 0;
        foreach (var (at, length) in new LineSplitter(lines)) _keys[next++] = LineKey.Of(text, start + at, length, form);
        Legend = FormHeadings.Mark(text, _keys.AsSpan(0, _count), form);
    }

    /// <summary>Lines at the top that are a legend.</summary>
    public int Legend { get; }

    public ReadOnlySpan<LineKey> Lines => _keys.AsSpan(0, _count);

    public void Dispose() => ArrayPool<LineKey>.Shared.Return(_keys);
}
