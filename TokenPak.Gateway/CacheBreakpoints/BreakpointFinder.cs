using System.Text.Json;

namespace TokenPak.Gateway.CacheBreakpoints;

/// <summary>
/// Where cache markers go in a body for Anthropic's messages that has none: after the last tool, after the system prompt, and at the root, by which the
/// provider itself marks the newest block. A pure function of the body; what it adds to tools and system is the same in every turn, and messages are left alone.
/// </summary>
internal ref struct BreakpointFinder
{
    private const int MaxDepth = 1024;

    /// <summary>A shorter system prompt is below every model's minimum and would be rewritten for nothing.</summary>
    private const int MinSystemBytes = 64;

    private readonly ReadOnlySpan<byte> _body;
    private Utf8JsonReader _reader;
    private Section _section;
    private int _tools = -1;
    private int _system = -1;
    private Range? _systemText;
    private bool _unmarkable;
    private bool _hasMessages;

    private BreakpointFinder(ReadOnlySpan<byte> body)
    {
        _body = body;
        _reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    private enum Section
    {
        Other,
        Tools,
        System,
        Messages,
    }

    /// <summary>Insertions in ascending order; none where the client set a marker of its own, or where the body is not understood.</summary>
    public static List<Insertion> Find(ReadOnlySpan<byte> body)
    {
        try
        {
            return new BreakpointFinder(body).Find();
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private List<Insertion> Find()
    {
        if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject) return [];
        var root = (int)_reader.BytesConsumed;
        uint seen = 0;
        while (_reader.Read())
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.PropertyName when _reader.ValueTextEquals("cache_control"u8):
                    return [];
                case JsonTokenType.PropertyName when _reader.CurrentDepth == 1:
                    if (!Enter(ref seen)) return [];
                    break;
                case JsonTokenType.PropertyName when _reader.CurrentDepth == 3:
                    ReadMember();
                    break;
                case JsonTokenType.String when _reader.CurrentDepth == 1 && _section == Section.System:
                    if (HasWords(_reader.ValueSpan)) _systemText = (int)_reader.TokenStartIndex..(int)_reader.BytesConsumed;
                    break;
                case JsonTokenType.StartObject when _reader.CurrentDepth == 2:
                    _hasMessages |= _section == Section.Messages;
                    _unmarkable = _section == Section.System;
                    break;
                case JsonTokenType.EndObject when _reader.CurrentDepth == 2:
                    Leave();
                    break;
            }
        }

        return _hasMessages ? Collect(root) : [];
    }

    /// <summary>False where a member stands twice: which one counts is not known.</summary>
    private bool Enter(ref uint seen)
    {
        _section = _reader.ValueTextEquals("tools"u8) ? Section.Tools : _reader.ValueTextEquals("system"u8) ? Section.System : _reader.ValueTextEquals("messages"u8) ? Section.Messages : Section.Other;
        if (_section == Section.Other) return true;
        var bit = 1u << (int)_section;
        if ((seen & bit) != 0) return false;
        seen |= bit;
        return true;
    }

    /// <summary>A tool that is loaded on demand takes no marker, nor does a block without words.</summary>
    private void ReadMember()
    {
        if (_section == Section.Tools && _reader.ValueTextEquals("defer_loading"u8))
        {
            _reader.Read();
            _unmarkable = _reader.TokenType != JsonTokenType.False;
        }
        else if (_section == Section.System && _reader.ValueTextEquals("text"u8))
        {
            _reader.Read();
            _unmarkable = _reader.TokenType != JsonTokenType.String || !HasWords(_reader.ValueSpan);
        }
    }

    private void Leave()
    {
        var end = (int)_reader.TokenStartIndex;
        if (_section == Section.Tools && !_unmarkable && !IsEmptyObject(end)) _tools = end;
        if (_section == Section.System) _system = _unmarkable ? -1 : end;
    }

    private readonly bool IsEmptyObject(int end) => _body[..end].TrimEnd(" \t\r\n"u8) is [.., (byte)'{'];

    private readonly List<Insertion> Collect(int root)
    {
        List<Insertion> found = [new(root, Insertion.RootMarker)];
        if (_tools >= 0) found.Add(new Insertion(_tools, Insertion.Marker));
        if (_system >= 0) found.Add(new Insertion(_system, Insertion.Marker));
        if (_systemText is { } text)
        {
            found.Add(new Insertion(text.Start.Value, Insertion.TextOpening));
            found.Add(new Insertion(text.End.Value, Insertion.TextEnd));
        }

        found.Sort(static (a, b) => a.Offset.CompareTo(b.Offset));
        return found;
    }

    /// <summary>Long enough to matter, and not only blanks, which the provider would refuse to mark.</summary>
    private static bool HasWords(ReadOnlySpan<byte> text)
    {
        if (text.Length < MinSystemBytes) return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] > ' ') return true;
        }

        return false;
    }
}
