using System.Buffers;

namespace TokenPak.Gateway.Observation;

/// <summary>The generated text of a stream without usage, held in memory until it is counted; given up above a limit.</summary>
internal sealed class DeltaText : IDisposable
{
    private const int Limit = 4 * 1024 * 1024;
    private byte[] _buffer = [];
    private int _length;

    /// <summary>Whether everything generated is here.</summary>
    public bool IsWhole { get; private set; } = true;

    public ReadOnlySpan<byte> Escaped => _buffer.AsSpan(0, _length);

    public void Add(ReadOnlySpan<byte> escaped)
    {
        if (!IsWhole) return;
        if (_length + escaped.Length > Limit)
        {
            IsWhole = false;
            Dispose();
            return;
        }

        if (_length + escaped.Length > _buffer.Length) Grow(_length + escaped.Length);
        escaped.CopyTo(_buffer.AsSpan(_length));
        _length += escaped.Length;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0) ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
        _buffer = [];
        _length = 0;
    }

    private void Grow(int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Max(4096, _buffer.Length * 2)));
        Escaped.CopyTo(larger);
        var length = _length;
        Dispose();
        _buffer = larger;
        _length = length;
    }
}
