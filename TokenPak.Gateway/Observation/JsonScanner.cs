using System.Buffers;
using System.Buffers.Text;

namespace TokenPak.Gateway.Observation;

/// <summary>
/// A push parser: bytes go in as they pass, cut anywhere, and the wanted scalars come out. It holds a few hundred bytes whatever the length of
/// the document, skips what is not wanted at the speed of a vector search, and never throws: on what is no JSON it falls silent.
/// </summary>
internal sealed class JsonScanner
{
    private const int MaxScalar = 256;
    private const int MaxName = 64;
    private const int MaxWantedDepth = 12;

    private static readonly SearchValues<byte> LiteralEnd = SearchValues.Create(",}] \n\r\t"u8);
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private readonly JsonShape _root;
    private readonly IJsonSink _sink;
    private readonly Frame[] _frames = new Frame[MaxWantedDepth];

    /// <summary>For strings and literals that are cut; most are not.</summary>
    private byte[] _buffer = [];

    private State _state = State.Value;
    private JsonShape? _node;
    private int _depth;
    private int _length;
    private int _skipped;
    private bool _escape;
    private bool _overflow;
    private bool _mayClose;

    public JsonScanner(JsonShape root, IJsonSink sink)
    {
        _root = root;
        _sink = sink;
        _node = root;
    }

    private enum State
    {
        Value,
        Name,
        NameText,
        Colon,
        AfterValue,
        Literal,
        SkipLiteral,
        Text,
        String,
        SkipString,
        SkipContainer,
        SkipContainerString,
        Dead,
    }

    /// <summary>Forgets everything: the next byte begins a new document.</summary>
    public void Reset()
    {
        _state = State.Value;
        _node = _root;
        _depth = 0;
        _mayClose = false;
        _escape = false;
    }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var used = _state switch
            {
                State.Value => OnValue(bytes[0]),
                State.Name => OnName(bytes[0]),
                State.NameText => Collect(bytes, MaxName, State.Colon),
                State.Colon => OnColon(bytes[0]),
                State.AfterValue => OnAfterValue(bytes[0]),
                State.Literal => OnLiteral(bytes),
                State.SkipLiteral => OnSkipLiteral(bytes),
                State.Text => OnText(bytes),
                State.String => Collect(bytes, MaxScalar, State.AfterValue),
                State.SkipString => SkipString(bytes, State.AfterValue),
                State.SkipContainer => SkipContainer(bytes),
                State.SkipContainerString => SkipString(bytes, State.SkipContainer),
                _ => bytes.Length,
            };
            bytes = bytes[used..];
        }
    }

    private int OnValue(byte c)
    {
        if (IsSpace(c)) return 1;
        switch (c)
        {
            case (byte)'{':
                Open(isArray: false);
                return 1;
            case (byte)'[':
                Open(isArray: true);
                return 1;
            case (byte)'"':
                _length = 0;
                _overflow = false;
                _escape = false;
                _state = _node is not { Field: not JsonField.None } node ? State.SkipString : IsText(node.Field) ? State.Text : State.String;
                return 1;
            case (byte)']' when _mayClose:
                Close();
                return 1;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9') or (byte)'t' or (byte)'f' or (byte)'n':
                _length = 0;
                _overflow = false;
                _state = _node is { Field: not JsonField.None } wanted && !IsText(wanted.Field) ? State.Literal : State.SkipLiteral;
                return 0;
            default:
                _state = State.Dead;
                return 1;
        }
    }

    private void Open(bool isArray)
    {
        if (_node is null || _depth == MaxWantedDepth || (!isArray && IsItem(_node.Field) && !_sink.OnItem(_node.Field)))
        {
            _skipped = 1;
            _state = State.SkipContainer;
            return;
        }

        _frames[_depth++] = new Frame(_node, isArray);
        _mayClose = isArray;
        _state = isArray ? State.Value : State.Name;
    }

    private void Close()
    {
        if (_depth == 0)
        {
            _state = State.Dead;
            return;
        }

        _depth--;
        _mayClose = false;
        _state = State.AfterValue;
    }

    private int OnName(byte c)
    {
        if (c == '"')
        {
            _length = 0;
            _overflow = false;
            _escape = false;
            _state = State.NameText;
        }
        else if (c == '}')
        {
            Close();
        }
        else if (c != ',' && !IsSpace(c))
        {
            _state = State.Dead;
        }

        return 1;
    }

    private int OnColon(byte c)
    {
        if (c == ':')
        {
            _mayClose = false;
            _state = State.Value;
        }
        else if (!IsSpace(c))
        {
            _state = State.Dead;
        }

        return 1;
    }

    private int OnAfterValue(byte c)
    {
        if (IsSpace(c)) return 1;
        if (_depth == 0)
        {
            // Another document on the same stream (JSON lines).
            Reset();
            return 0;
        }

        var frame = _frames[_depth - 1];
        if (c == ',')
        {
            _node = frame.Node;
            _mayClose = false;
            _state = frame.IsArray ? State.Value : State.Name;
        }
        else if (c == (frame.IsArray ? (byte)']' : (byte)'}'))
        {
            Close();
        }
        else
        {
            _state = State.Dead;
        }

        return 1;
    }

    private int OnLiteral(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(LiteralEnd);
        if (end < 0)
        {
            Append(bytes, MaxScalar);
            return bytes.Length;
        }

        var literal = bytes[..end];
        if (_length > 0)
        {
            Append(literal, MaxScalar);
            literal = _buffer.AsSpan(0, _length);
        }

        Emit(_node?.Field ?? JsonField.None, literal);
        _state = State.AfterValue;
        return end;
    }

    private int OnSkipLiteral(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOfAny(LiteralEnd);
        if (end < 0) return bytes.Length;
        _state = State.AfterValue;
        return end;
    }

    private void Emit(JsonField field, ReadOnlySpan<byte> literal)
    {
        if (_overflow) return;
        if (literal.SequenceEqual("true"u8)) _sink.OnBoolean(field, true);
        else if (literal.SequenceEqual("false"u8)) _sink.OnBoolean(field, false);
        else if (Utf8Parser.TryParse(literal, out long number, out var used) && used == literal.Length) _sink.OnNumber(field, number);
        else if (Utf8Parser.TryParse(literal, out double real, out used) && used == literal.Length && Math.Abs(real) < long.MaxValue) _sink.OnNumber(field, (long)real);
    }

    private int OnText(ReadOnlySpan<byte> bytes)
    {
        var used = SkipString(bytes, State.AfterValue);
        var text = _state == State.AfterValue ? bytes[..(used - 1)] : bytes[..used];
        if (!text.IsEmpty) _sink.OnText(text);
        return used;
    }

    /// <summary>Collects a string up to its closing quote; a name then becomes the node of its value, a wanted value goes to the _sink.</summary>
    private int Collect(ReadOnlySpan<byte> bytes, int limit, State next)
    {
        var used = SkipString(bytes, next);
        if (_state != next)
        {
            Append(bytes[..used], limit);
            return used;
        }

        // The usual case: the whole string lies in this piece and needs no copy.
        var text = bytes[..(used - 1)];
        if (_length > 0)
        {
            Append(text, limit);
            text = _buffer.AsSpan(0, _length);
        }

        var tooLong = _overflow || text.Length > limit;
        if (next == State.Colon) _node = tooLong ? null : _frames[_depth - 1].Node.Find(text);
        else if (!tooLong && _node is not null) _sink.OnString(_node.Field, text);
        return used;
    }

    /// <summary>
    /// Looks for the closing quote alone and then back for the backslashes before it: texts hold many escapes and few quotes.
    /// </summary>
    private int SkipString(ReadOnlySpan<byte> bytes, State next)
    {
        var from = 0;
        while (true)
        {
            var hit = bytes[from..].IndexOf((byte)'"');
            if (hit < 0) break;
            var quote = from + hit;
            if (!IsEscaped(bytes[..quote]))
            {
                _escape = false;
                _state = next;
                return quote + 1;
            }

            from = quote + 1;
        }

        _escape = IsEscaped(bytes);
        return bytes.Length;
    }

    /// <summary>Whether the byte after these is escaped: an odd number of backslashes before it, counting on from the piece before.</summary>
    private bool IsEscaped(ReadOnlySpan<byte> before)
    {
        var at = before.Length;
        while (at > 0 && before[at - 1] == '\\') at--;
        return ((before.Length - at) % 2 == 1) ^ (at == 0 && _escape);
    }

    private int SkipContainer(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (true)
        {
            var hit = bytes[at..].IndexOfAny(Structure);
            if (hit < 0) return bytes.Length;
            at += hit;
            switch (bytes[at++])
            {
                case (byte)'"':
                    _escape = false;
                    _state = State.SkipContainerString;
                    return at;
                case (byte)'{' or (byte)'[':
                    _skipped++;
                    break;
                default:
                    if (--_skipped > 0) break;
                    _state = State.AfterValue;
                    return at;
            }
        }
    }

    private void Append(ReadOnlySpan<byte> bytes, int limit)
    {
        if (_overflow || _length + bytes.Length > limit)
        {
            _overflow = true;
            return;
        }

        if (_buffer.Length == 0) _buffer = new byte[MaxScalar];
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>A member whose objects the sink wants to know of; as a bare string it is text.</summary>
    private static bool IsItem(JsonField field) => field is JsonField.Message or JsonField.Turn;

    private static bool IsText(JsonField field) => field == JsonField.Text || IsItem(field);

    private static bool IsSpace(byte c) => c is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    private readonly record struct Frame(JsonShape Node, bool IsArray);
}
