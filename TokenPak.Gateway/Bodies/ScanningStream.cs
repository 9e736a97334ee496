using TokenPak.Gateway.Observation;

namespace TokenPak.Gateway.Bodies;

/// <summary>A request body that is read by a scanner in passing.</summary>
internal sealed class ScanningStream(Stream inner, JsonScanner? scanner) : ReadOnlyStream
{
    /// <summary>Bytes that went through.</summary>
    public long BytesRead { get; private set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = inner.ReadAsync(buffer, cancellationToken);
        return reading.IsCompletedSuccessfully ? ValueTask.FromResult(Scan(buffer, reading.Result)) : AwaitAsync(reading, buffer);
    }

    private async ValueTask<int> AwaitAsync(ValueTask<int> reading, Memory<byte> buffer) => Scan(buffer, await reading);

    private int Scan(Memory<byte> buffer, int read)
    {
        BytesRead += read;
        scanner?.Feed(buffer.Span[..read]);
        return read;
    }
}
