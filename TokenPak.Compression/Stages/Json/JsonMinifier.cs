using System.Buffers;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Json;

/// <summary>Reads one JSON value strictly (RFC 8259) and writes it without blanks, everything else as it stands.</summary>
internal static class JsonMinifier
{
    private const int MaxDepth = 128;
    private static readonly SearchValues<char> StringStops = SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\']);

    /// <summary>True where a whole object or array stands at the start; <paramref name="read"/> is how much of the text was looked at.</summary>
    public static bool TryMinify(ReadOnlySpan<char> text, TextBuffer output, out int read)
    {
        Span<bool> isObject = stackalloc bool[MaxDepth];
        var depth = 0;
        var at = 0;
        var expect = Expect.Value;
        while (at < text.Length)
        {
            var c = text[at];
            if (c is ' ' or '\t' or '\n' or '\r')
            {
                at++;
                continue;
            }

            switch (c)
            {
                case '{' or '[' when expect is Expect.Value or Expect.ValueOrEnd && depth < MaxDepth:
                    isObject[depth++] = c == '{';
                    expect = c == '{' ? Expect.NameOrEnd : Expect.ValueOrEnd;
                    output.Append(c);
                    at++;
                    break;
                case '}' or ']' when depth > 0 && isObject[depth - 1] == (c == '}') && expect is Expect.CommaOrEnd or Expect.ValueOrEnd or Expect.NameOrEnd:
                    output.Append(c);
                    at++;
                    if (--depth == 0)
                    {
                        read = at;
                        return true;
                    }

                    expect = Expect.CommaOrEnd;
                    break;
                case ',' when expect == Expect.CommaOrEnd:
                    expect = isObject[depth - 1] ? Expect.Name : Expect.Value;
                    output.Append(c);
                    at++;
                    break;
                case ':' when expect == Expect.Colon:
                    expect = Expect.Value;
                    output.Append(c);
                    at++;
                    break;
                default:
                    var length = expect switch
                    {
                        Expect.Name or Expect.NameOrEnd => StringLength(text[at..]),
                        Expect.Value or Expect.ValueOrEnd => c == '"' ? StringLength(text[at..]) : ScalarLength(text[at..]),
                        _ => 0,
                    };
                    if (length == 0)
                    {
                        read = at;
                        return false;
                    }

                    output.Append(text.Slice(at, length));
                    at += length;
                    expect = expect is Expect.Name or Expect.NameOrEnd ? Expect.Colon : Expect.CommaOrEnd;
                    break;
            }
        }

        read = at;
        return false;
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
            var escape = text[at + 1];
            if (escape == 'u')
            {
                if (at + 6 > text.Length || text.Slice(at + 2, 4).ContainsAnyExcept(HexDigits)) return 0;
                at += 6;
            }
            else if ("\"\\/bfnrt".Contains(escape))
            {
                at += 2;
            }
            else
            {
                return 0;
            }
        }
    }

    private static int ScalarLength(ReadOnlySpan<char> text)
    {
        foreach (var word in (ReadOnlySpan<string>)["true", "false", "null"])
        {
            if (text.StartsWith(word)) return word.Length;
        }

        var at = text[0] == '-' ? 1 : 0;
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

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private enum Expect
    {
        Value,
        ValueOrEnd,
        Name,
        NameOrEnd,
        Colon,
        CommaOrEnd,
    }
}
