using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace TokenPak.TestKit.Upstream;

/// <summary>Keeps the bytes that the HTTP/1.1 parser consumes for one request's head: the only way to see names and order as they were sent.</summary>
internal sealed class HeadTap(PipeReader inner) : PipeReader
{
    private readonly ArrayBufferWriter<byte> _consumed = new();
    private ReadOnlySequence<byte> _buffer;

    // A copy from before the parser saw it: it resolves escapes of the path where they stand.
    private byte[] _read = [];
    private bool _capturing = true;
    private bool _armed;

    /// <summary>Target and headers of the request at hand.</summary>
    public (string Target, List<KeyValuePair<string, string>> Headers) TakeHead()
    {
        _capturing = false;
        var lines = Encoding.Latin1.GetString(_consumed.WrittenSpan).Split("\r\n");
        var headers = lines.Skip(1).TakeWhile(line => line.Length > 0)
            .Select(line => line.Split(':', 2))
            .Select(pair => KeyValuePair.Create(pair[0], pair[1].Trim(' ', '\t')))
            .ToList();
        return (lines[0].Split(' ')[1], headers);
    }

    /// <summary>The bytes of the next read belong to the next request. (The end of this one's body may still be consumed, without a read.)</summary>
    public void Restart()
    {
        _consumed.ResetWrittenCount();
        _armed = true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_capturing) _consumed.Write(_read.AsSpan(0, (int)_buffer.Slice(_buffer.Start, consumed).Length));

        _buffer = default;
        inner.AdvanceTo(consumed, examined);
    }

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken);
        Keep(result);
        return result;
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result)) return false;
        Keep(result);
        return true;
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    private void Keep(ReadResult result)
    {
        _buffer = result.Buffer;
        if (_armed) (_armed, _capturing) = (false, true);
        if (_capturing) _read = _buffer.ToArray();
    }
}
