namespace TokenPak.Gateway.Bodies;

/// <summary>What was read already, then the rest as it arrives.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
{
    private ReadOnlyMemory<byte> _prefix = prefix;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_prefix.IsEmpty) return rest.ReadAsync(buffer, cancellationToken);
        var part = Math.Min(_prefix.Length, buffer.Length);
        _prefix[..part].CopyTo(buffer);
        _prefix = _prefix[part..];
        return ValueTask.FromResult(part);
    }
}
