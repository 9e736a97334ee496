using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Bodies;

/// <summary>A body with replacements: untouched slices and replacements one after another, with no copy of the whole.</summary>
internal sealed class SplicedStream(ReadOnlyMemory<byte> body, IReadOnlyList<Splice> splices, int shift = 0) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _current = splices.Count == 0 ? body : body[..(splices[0].Offset + shift)];
    private int _next;
    private bool _inReplacement;

    /// <summary>The exact number of bytes that the stream yields.</summary>
    public static long LengthOf(int bodyLength, IReadOnlyList<Splice> splices)
    {
        long length = bodyLength;
        for (var i = 0; i < splices.Count; i++) length += splices[i].Replacement.Length - splices[i].Length;
        return length;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = 0;
        while (read < buffer.Length && (!_current.IsEmpty || Advance()))
        {
            var part = Math.Min(_current.Length, buffer.Length - read);
            _current.Span[..part].CopyTo(buffer.Span[read..]);
            _current = _current[part..];
            read += part;
        }

        return ValueTask.FromResult(read);
    }

    private bool Advance()
    {
        while (_current.IsEmpty)
        {
            if (!_inReplacement)
            {
                if (_next >= splices.Count) return false;
                _current = splices[_next].Replacement;
                _inReplacement = true;
                continue;
            }

            var splice = splices[_next++];
            var start = splice.Offset + splice.Length + shift;
            _current = _next < splices.Count ? body[start..(splices[_next].Offset + shift)] : body[start..];
            _inReplacement = false;
        }

        return true;
    }
}
