using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace TokenPak.Compression.Documents;

/// <summary>A <see cref="Utf8JsonReader"/> with the few moves that the dialect readers share.</summary>
internal ref struct JsonCursor
{
    private const int MaxDepth = 1024;
    private Utf8JsonReader _reader;

    public JsonCursor(ReadOnlySpan<byte> body, BlockCollector blocks)
    {
        Body = body;
        Blocks = blocks;
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    public ReadOnlySpan<byte> Body { get; }

    public BlockCollector Blocks { get; }

    public readonly JsonTokenType Token => _reader.TokenType;

    public readonly int TokenStart => (int)_reader.TokenStartIndex;

    public readonly int Consumed => (int)_reader.BytesConsumed;

    public bool Read() => _reader.Read();

    /// <summary>Moves to the next property's value; false at the object's end. The property is known by <paramref name="known"/>'s bit.</summary>
    public bool NextProperty(ReadOnlySpan<ReadOnlyMemory<byte>> names, ref uint seen, out int known)
    {
        known = -1;
        if (!_reader.Read()) throw new ScanException(ScanFailure.Malformed);
        if (_reader.TokenType == JsonTokenType.EndObject) return false;
        for (var i = 0; i < names.Length; i++)
        {
            if (!_reader.ValueTextEquals(names[i].Span)) continue;
            known = i;
            var bit = 1u << i;
            if ((seen & bit) != 0) throw new ScanException(ScanFailure.Duplicate);
            seen |= bit;
            break;
        }

        _reader.Read();
        return true;
    }

    public readonly bool Is(ReadOnlySpan<byte> text) => _reader.TokenType == JsonTokenType.String && _reader.ValueTextEquals(text);

    /// <summary>The string value at the cursor, or nothing where it is no string; composite values are passed over.</summary>
    public ByteRange TakeString()
    {
        if (_reader.TokenType == JsonTokenType.String)
            return new ByteRange((int)_reader.TokenStartIndex + 1, _reader.ValueSpan.Length, true, _reader.ValueIsEscaped);
        _reader.Skip();
        return default;
    }

    /// <summary>Passes over the value at the cursor and returns its range.</summary>
    public ByteRange TakeRaw()
    {
        if (_reader.TokenType == JsonTokenType.String) return TakeString();
        var start = (int)_reader.TokenStartIndex;
        _reader.Skip();
        return new ByteRange(start, (int)_reader.BytesConsumed - start);
    }

    public void Skip() => _reader.Skip();

    /// <summary>Reads a marker's value: true where it is anything but null.</summary>
    public void TakeCacheMarker()
    {
        if (_reader.TokenType != JsonTokenType.Null) Blocks.HasCacheMarker = true;
        _reader.Skip();
    }

    /// <summary>Adds the value at the cursor whole, and passes over it; its hash leaves cache markers out.</summary>
    public void AddWhole(BlockKind kind)
    {
        var start = (int)_reader.TokenStartIndex;
        var hash = HashWithoutMarkers();
        var range = new ByteRange(start, (int)_reader.BytesConsumed - start);
        Blocks.Add(range, kind, hash);
    }

    /// <summary>Adds an object already passed over whole.</summary>
    public readonly void AddWhole(BlockKind kind, ByteRange range)
    {
        var inner = new JsonCursor(range.In(Body), Blocks);
        inner.Read();
        Blocks.Add(range, kind, inner.HashWithoutMarkers());
    }

    private UInt128 HashWithoutMarkers()
    {
        var hash = new XxHash128();
        Span<byte> mark = stackalloc byte[1];
        var depth = _reader.CurrentDepth;
        do
        {
            if (_reader.TokenType == JsonTokenType.PropertyName && _reader.ValueTextEquals("cache_control"u8))
            {
                _reader.Read();
                TakeCacheMarker();
                continue;
            }

            mark[0] = (byte)_reader.TokenType;
            hash.Append(mark);
            hash.Append(_reader.ValueSpan);
        }
        while ((_reader.CurrentDepth > depth || IsOpening()) && _reader.Read());
        return hash.GetCurrentHashAsUInt128();
    }

    private readonly bool IsOpening() => _reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject;
}
