using System.Text;
using System.Text.Json;

namespace TokenPak.Gateway.Observation;

/// <summary>Strings as they stand in JSON.</summary>
internal static class JsonText
{
    /// <summary>The text of a JSON string's inside; what is no valid JSON string is read as it stands.</summary>
    public static string Unescape(ReadOnlySpan<byte> escaped) =>
        escaped.Contains((byte)'\\') ? Encoding.UTF8.GetString(UnescapeBytes(escaped)) : Encoding.UTF8.GetString(escaped);

    /// <inheritdoc cref="Unescape"/>
    public static byte[] UnescapeBytes(ReadOnlySpan<byte> escaped)
    {
        var quoted = new byte[escaped.Length + 2];
        quoted[0] = quoted[^1] = (byte)'"';
        escaped.CopyTo(quoted.AsSpan(1));
        try
        {
            var reader = new Utf8JsonReader(quoted);
            reader.Read();
            var text = new byte[escaped.Length];
            return text[..reader.CopyString(text)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A lone surrogate or a broken escape: the raw bytes are as good a text as any.
            return escaped.ToArray();
        }
    }
}
