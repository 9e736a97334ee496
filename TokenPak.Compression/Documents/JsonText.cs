using System.Buffers;
using System.Globalization;
using System.Text;

namespace TokenPak.Compression.Documents;

/// <summary>JSON string content to text and back.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> MustEscape = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(i => (char)i), '"', '\\']);

    /// <summary>Appends the text that <paramref name="json"/> (valid UTF-8 between the quotes) stands for. False where it has a lone surrogate, written as U+FFFD.</summary>
    public static bool Decode(ReadOnlySpan<byte> json, TextBuffer output)
    {
        var whole = true;
        while (true)
        {
            var escape = json.IndexOf((byte)'\\');
            var plain = escape < 0 ? json : json[..escape];
            var chars = output.GetSpan(plain.Length);
            output.Advance(Encoding.UTF8.GetChars(plain, chars));
            if (escape < 0) return whole;

            var code = json[escape + 1];
            json = json[(escape + 2)..];
            if (code == 'u') whole &= DecodeUnicode(ref json, output);
            else output.Append(Unescape(code));
        }
    }

    /// <summary>The shortest JSON string content for a text: only what must be escaped is.</summary>
    public static byte[] Encode(ReadOnlySpan<char> text)
    {
        var writer = new ArrayBufferWriter<byte>(text.Length + (text.Length / 16) + 16);
        while (!text.IsEmpty)
        {
            var stop = text.IndexOfAny(MustEscape);
            var plain = stop < 0 ? text : text[..stop];
            Encoding.UTF8.GetBytes(plain, writer);
            if (stop < 0) break;
            WriteEscape(text[stop], writer);
            text = text[(stop + 1)..];
        }

        return writer.WrittenSpan.ToArray();
    }

    private static char Unescape(byte code) => code switch
    {
        (byte)'n' => '\n',
        (byte)'r' => '\r',
        (byte)'t' => '\t',
        (byte)'b' => '\b',
        (byte)'f' => '\f',
        _ => (char)code,
    };

    private static bool DecodeUnicode(ref ReadOnlySpan<byte> json, TextBuffer output)
    {
        var unit = TakeUnit(ref json);
        if (!char.IsSurrogate(unit))
        {
            output.Append(unit);
            return true;
        }

        if (char.IsHighSurrogate(unit) && json.StartsWith("\\u"u8))
        {
            var rest = json[2..];
            var low = TakeUnit(ref rest);
            if (char.IsLowSurrogate(low))
            {
                output.Append(unit);
                output.Append(low);
                json = rest;
                return true;
            }
        }

        output.Append('\uFFFD');
        return false;
    }

    private static char TakeUnit(ref ReadOnlySpan<byte> json)
    {
        var unit = (char)ushort.Parse(json[..4], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        json = json[4..];
        return unit;
    }

    private static void WriteEscape(char c, ArrayBufferWriter<byte> writer)
    {
        ReadOnlySpan<byte> escaped = c switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\n' => "\\n"u8,
            '\r' => "\\r"u8,
            '\t' => "\\t"u8,
            '\b' => "\\b"u8,
            '\f' => "\\f"u8,
            _ => default,
        };
        if (escaped.IsEmpty)
        {
            var bytes = writer.GetSpan(6);
            "\\u00"u8.CopyTo(bytes);
            bytes[4] = (byte)(c < 0x10 ? '0' : '1');
            bytes[5] = (byte)"0123456789abcdef"[c & 0xF];
            writer.Advance(6);
            return;
        }

        writer.Write(escaped);
    }
}
