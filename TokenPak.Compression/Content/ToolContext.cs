using System.Text;
using System.Text.Json;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Content;

/// <summary>The call that produced a result: its tool's name and, where its arguments have one, the command, path or pattern.</summary>
internal readonly record struct ToolContext(string? Tool, string? Command, string? Subject)
{
    private const int MaxDepth = 64;

    public static ToolContext Of(ReadOnlySpan<byte> body, in ToolCall call)
    {
        using var buffer = new TextBuffer();
        JsonText.Decode(call.Name.In(body), buffer);
        var name = buffer.Text.ToString();
        string? command = null, subject = null;
        if (!call.Arguments.Exists) return new ToolContext(name, null, null);
        var arguments = ArgumentBytes(body, call.Arguments, buffer);
        if (call.Arguments.IsString && CodeCall.Is(name, buffer.Text)) return CodeCall.Of(buffer.Text.ToString());
        ReadArguments(arguments, ref command, ref subject);
        return new ToolContext(name, command, subject);
    }

    /// <summary>Arguments come as an object (Anthropic, Gemini) or as a string that holds one (OpenAI).</summary>
    internal static ReadOnlySpan<byte> ArgumentBytes(ReadOnlySpan<byte> body, ByteRange arguments, TextBuffer buffer)
    {
        if (!arguments.IsString) return arguments.In(body);
        buffer.Clear();
        JsonText.Decode(arguments.In(body), buffer);
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(buffer.Length)];
        return bytes.AsSpan(0, Encoding.UTF8.GetBytes(buffer.Text, bytes));
    }

    private static void ReadArguments(ReadOnlySpan<byte> json, ref string? command, ref string? subject)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject) return;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isCommand = reader.ValueTextEquals("command"u8) || reader.ValueTextEquals("cmd"u8) || reader.ValueTextEquals("script"u8);
                var isSubject = reader.ValueTextEquals("file_path"u8) || reader.ValueTextEquals("path"u8) || reader.ValueTextEquals("filename"u8)
                    || reader.ValueTextEquals("file"u8) || reader.ValueTextEquals("pattern"u8) || reader.ValueTextEquals("query"u8) || reader.ValueTextEquals("url"u8);
                reader.Read();
                if (isCommand) command ??= Words(ref reader);
                else if (isSubject && reader.TokenType == JsonTokenType.String) subject ??= reader.GetString();
                else reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Arguments are the model's own text and may be broken; what was read before the fault still counts.
        }
    }

    /// <summary>A command line, or the words of one (Codex sends <c>["bash", "-lc", "…"]</c>).</summary>
    private static string? Words(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return null;
        }

        var words = new List<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String) words.Add(reader.GetString() ?? "");
            else reader.Skip();
        }

        return words is [_, "-c" or "-lc", ..] ? string.Join(' ', words.Skip(2)) : string.Join(' ', words);
    }
}
