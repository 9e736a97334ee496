using System.Buffers;
using System.IO.Pipelines;
using TokenPak.Gateway.Bodies;

namespace TokenPak.Gateway.Observation;

/// <summary>
/// Decodes a compressed response beside the client's path. Where decoding falls behind by more than a bound, the copy is given up: the client is
/// never slowed down for it.
/// </summary>
internal sealed class DecodedCopy
{
    private const long MaxQueued = 8 * 1024 * 1024;
    private const long MaxDecoded = 1024L * 1024 * 1024;

    private readonly Pipe _pipe = new(new PipeOptions(pauseWriterThreshold: 0, useSynchronizationContext: false));
    private readonly Task _decoding;
    private long _written;
    private long _taken;
    private bool _closed;

    private DecodedCopy(string coding, Action<ReadOnlySpan<byte>> feed) => _decoding = Task.Run(() => DecodeAsync(coding, feed));

    /// <summary>Null where the coding is not known here.</summary>
    public static DecodedCopy? Start(string coding, Action<ReadOnlySpan<byte>> feed) => ContentDecoding.CanDecode(coding) ? new DecodedCopy(coding, feed) : null;

    public void Feed(ReadOnlySpan<byte> encoded)
    {
        if (_closed) return;
        _written += encoded.Length;
        if (_written - Interlocked.Read(ref _taken) > MaxQueued || _decoding.IsCompleted)
        {
            Close();
            return;
        }

        _pipe.Writer.Write(encoded);

        // Without a pause threshold a flush completes at once: it only wakes the reader.
        var flush = _pipe.Writer.FlushAsync();
        if (!flush.IsCompletedSuccessfully) Close();
    }

    /// <summary>Waits until everything that was fed is decoded.</summary>
    public Task FinishAsync()
    {
        Close();
        return _decoding;
    }

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        _pipe.Writer.Complete();
    }

    private async Task DecodeAsync(string coding, Action<ReadOnlySpan<byte>> feed)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            await using var encoded = new TakenStream(_pipe.Reader.AsStream(leaveOpen: true), this);
            await using var decoded = ContentDecoding.Open(coding, encoded) ?? throw new InvalidOperationException("Start has checked the coding.");
            long total = 0;
            int read;
            while ((read = await decoded.ReadAsync(buffer)) > 0 && (total += read) <= MaxDecoded) feed(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (ContentDecoding.IsBadData(e))
        {
            // Not what its Content-Encoding says, or cut off: the usage stays unknown. The client has the bytes.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            await _pipe.Reader.CompleteAsync();
        }
    }

    private sealed class TakenStream(Stream inner, DecodedCopy owner) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.ReadAsync(buffer, cancellationToken);
            Interlocked.Add(ref owner._taken, read);
            return read;
        }
    }
}
