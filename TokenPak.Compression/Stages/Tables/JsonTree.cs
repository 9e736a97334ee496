using System.Buffers;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>One JSON value, read strictly (RFC 8259), as a flat list of nodes on pooled memory that point into the text.</summary>
internal sealed class JsonTree : IDisposable
{
    private const int MaxDepth = 64;
    private static readonly SearchValues<char> StringStops = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\']);
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private JsonNode[] _nodes = ArrayPool<JsonNode>.Shared.Rent(256);

    public int Count { get; private set; }

    public ref JsonNode this[int index] => ref _nodes[index];

    public void Clear() => Count = 0;

    public void Dispose()
    {
        ArrayPool<JsonNode>.Shared.Return(_nodes);
        _nodes = [];
    }

    /// <summary>Adds the value at the start of the text; <paramref name="read"/> is where it ends, or how far it went.</summary>
    public bool TryRead(ReadOnlySpan<char> text, int start, out int read)
    {
        Span<int> open = stackalloc int[MaxDepth];
        var depth = 0;
        var mark = Count;
        read = start;
        while (true)
        {
            SkipBlanks(text, ref read);
            if (read >= text.Length) break;
            var (nameStart, nameLength) = (0, 0);
            if (depth > 0 && _nodes[open[depth - 1]].Kind == JsonKind.Object && text[read] != '}')
            {
                nameStart = read;
                nameLength = StringLength(text[read..]);
                read += nameLength;
                SkipBlanks(text, ref read);
                if (nameLength == 0 || read >= text.Length || text[read] != ':') break;
                read++;
                SkipBlanks(text, ref read);
                if (read >= text.Length) break;
            }

            var c = text[read];
            if (c is '}' or ']')
            {
                // Only an empty object or array ends where a value may stand.
                if (depth == 0 || nameLength > 0 || _nodes[open[depth - 1]].Count > 0 || !Closes(c, open[depth - 1])) break;
            }
            else
            {
                var length = c is '{' or '[' ? 1 : c == '"' ? StringLength(text[read..]) : LiteralLength(text[read..]);
                if (length == 0 || (c is '{' or '[' && depth == MaxDepth)) break;
                if (depth > 0) _nodes[open[depth - 1]].Count++;
                Add(new JsonNode
                {
                    Kind = c switch { '{' => JsonKind.Object, '[' => JsonKind.Array, '"' => JsonKind.String, _ => JsonKind.Literal },
                    Start = read,
                    Length = length,
                    NameStart = nameStart,
                    NameLength = nameLength,
                    End = Count + 1,
                });
                read += length;
                if (c is '{' or '[')
                {
                    open[depth++] = Count - 1;
                    continue;
                }
            }

            if (!TryClose(text, open, ref depth, ref read)) break;
            if (depth == 0) return true;
        }

        Count = mark;
        return false;
    }

    /// <summary>After a value: the ends that follow, then a comma; all closed is the end.</summary>
    private bool TryClose(ReadOnlySpan<char> text, Span<int> open, ref int depth, ref int read)
    {
        while (depth > 0)
        {
            SkipBlanks(text, ref read);
            if (read >= text.Length) return false;
            if (text[read] == ',')
            {
                read++;
                SkipBlanks(text, ref read);
                return read < text.Length && text[read] is not ('}' or ']');
            }

            if (!Closes(text[read], open[depth - 1])) return false;
            read++;
            ref var node = ref _nodes[open[--depth]];
            node.Length = read - node.Start;
            node.End = Count;
        }

        return true;
    }

    private bool Closes(char c, int node) => c == (_nodes[node].Kind == JsonKind.Object ? '}' : ']');

    public void Add(JsonNode node)
    {
        if (Count == _nodes.Length)
        {
            var larger = ArrayPool<JsonNode>.Shared.Rent(_nodes.Length * 2);
            _nodes.AsSpan(0, Count).CopyTo(larger);
            ArrayPool<JsonNode>.Shared.Return(_nodes);
            _nodes = larger;
        }

        _nodes[Count++] = node;
    }

    private static void SkipBlanks(ReadOnlySpan<char> text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r') at++;
    }

    private static int StringLength(ReadOnlySpan<char> text)
    {
        if (text[0] != '"') return 0;
        var at = 1;
        while (true)
        {
            var stop = text[at..].IndexOfAny(StringStops);
            if (stop < 0) return 0;
            at += stop;
            if (text[at] == '"') return at + 1;
            if (text[at] != '\\' || at + 1 >= text.Length) return 0;
            if (text[at + 1] == 'u')
            {
                if (at + 6 > text.Length || text.Slice(at + 2, 4).ContainsAnyExcept(HexDigits)) return 0;
                at += 6;
            }
            else if ("\"\\/bfnrt".Contains(text[at + 1]))
            {
                at += 2;
            }
            else
            {
                return 0;
            }
        }
    }

    /// <summary>The length of a number or word, which has to end there; else 0.</summary>
    public static int LiteralLength(ReadOnlySpan<char> text)
    {
        if (text.StartsWith("true") || text.StartsWith("null")) return 4;
        if (text.StartsWith("false")) return 5;
        var at = text.StartsWith("-") ? 1 : 0;
        var digits = Digits(text, at);
        if (digits == 0 || (digits > 1 && text[at] == '0')) return 0;
        at += digits;
        if (at < text.Length && text[at] == '.')
        {
            digits = Digits(text, at + 1);
            if (digits == 0) return 0;
            at += 1 + digits;
        }

        if (at >= text.Length || text[at] is not ('e' or 'E')) return at;
        at++;
        if (at < text.Length && text[at] is '+' or '-') at++;
        digits = Digits(text, at);
        return digits == 0 ? 0 : at + digits;
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        var at = from;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at - from;
    }
}
