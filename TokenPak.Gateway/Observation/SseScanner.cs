namespace TokenPak.Gateway.Observation;

/// <summary>Feeds the <c>data:</c> lines of an event stream to a <see cref="JsonScanner"/>, one document an event, however the bytes are cut.</summary>
internal sealed class SseScanner(JsonScanner json)
{
    private Line _line = Line.Start;
    private int _matched;
    private bool _afterReturn;

    private enum Line
    {
        Start,
        Data,
        Other,
    }

    private static ReadOnlySpan<byte> DataName => "data:"u8;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_afterReturn)
            {
                _afterReturn = false;
                if (bytes[0] == '\n')
                {
                    bytes = bytes[1..];
                    continue;
                }
            }

            bytes = bytes[(_line == Line.Start ? OnStart(bytes[0]) : OnRest(bytes))..];
        }
    }

    private int OnStart(byte c)
    {
        if (c is (byte)'\n' or (byte)'\r')
        {
            // An empty line ends the event; a line that ends within the name "data" carries nothing.
            if (_matched == 0) json.Reset();
            EndLine(c);
        }
        else if (c == DataName[_matched])
        {
            if (++_matched == DataName.Length) _line = Line.Data;
        }
        else
        {
            _line = Line.Other;
        }

        return 1;
    }

    private int OnRest(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
        if (_line == Line.Data) json.Feed(end < 0 ? bytes : bytes[..end]);
        if (end < 0) return bytes.Length;
        EndLine(bytes[end]);
        return end + 1;
    }

    private void EndLine(byte c)
    {
        _afterReturn = c == '\r';
        _line = Line.Start;
        _matched = 0;
    }
}
