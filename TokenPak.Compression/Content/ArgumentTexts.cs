using System.Text.Json;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Content;

/// <summary>The longer texts among a call's arguments: what the model wrote and a tool may echo.</summary>
internal static class ArgumentTexts
{
    private const int MinimumLength = 128;
    private const int MaxDepth = 64;

    /// <summary>Each text with the name of the argument that it stands in; each name once, so that it leads to one text.</summary>
    public static List<(string Name, string Text)> Of(ReadOnlySpan<byte> body, ByteRange arguments)
    {
        var texts = new List<(string, string)>();
        if (arguments.Length < MinimumLength) return texts;
        using var buffer = new TextBuffer();
        var json = ToolContext.ArgumentBytes(body, arguments, buffer);
        var names = new HashSet<string>();
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            var name = "";
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName) name = reader.GetString() ?? "";
                else if (reader.TokenType == JsonTokenType.String && reader.ValueSpan.Length >= MinimumLength && IsPlain(name) && names.Add(name)) texts.Add((name, reader.GetString() ?? ""));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON (a freeform tool's input), or broken: nothing points into it.
            texts.Clear();
        }

        return texts;
    }

    private static bool IsPlain(string name) => name.Length is > 0 and <= 40 && !name.AsSpan().ContainsAnyExcept(PlainCharacters);

    private static readonly System.Buffers.SearchValues<char> PlainCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
}
