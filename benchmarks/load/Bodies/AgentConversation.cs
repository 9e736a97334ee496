using System.Text.Encodings.Web;
using System.Text.Json;

namespace TokenPak.Load.Bodies;

/// <summary>A coding agent's request in the middle of its work: a system prompt, 25 tools, 30 turns of calls and results, cache markers as agents set them.</summary>
internal static class AgentConversation
{
    private const int Tools = 25;
    private const int Turns = 30;
    private const int OutputCharacters = 2160;

    private static readonly JsonWriterOptions AsClientsWrite = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Func<Words, int, string>[] Outputs =
        [ToolOutput.File, ToolOutput.Search, ToolOutput.TestRun, ToolOutput.Json, ToolOutput.File, ToolOutput.Build, ToolOutput.Diff];

    /// <summary>The bytes; <paramref name="marker"/> stands in the newest tool result, where a benchmark can make every request a new turn.</summary>
    public static byte[] Create(string marker)
    {
        var words = new Words(20260301);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, AsClientsWrite))
        {
            json.WriteStartObject();
            json.WriteString("model", "claude-sonnet-4-5");
            json.WriteBoolean("stream", false);
            json.WriteNumber("max_tokens", 32000);
            WriteSystem(json, words);
            WriteTools(json, words);
            WriteMessages(json, words, marker);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteSystem(Utf8JsonWriter json, Words words)
    {
        json.WriteStartArray("system");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", "You are a coding agent. " + words.Prose(9000));
        WriteMarker(json);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteTools(Utf8JsonWriter json, Words words)
    {
        json.WriteStartArray("tools");
        for (var tool = 0; tool < Tools; tool++)
        {
            json.WriteStartObject();
            json.WriteString("name", tool switch { 0 => "Read", 1 => "Bash", 2 => "Grep", _ => words.Type() });
            json.WriteString("description", words.Prose(300));
            json.WriteStartObject("input_schema");
            json.WriteString("type", "object");
            json.WriteStartObject("properties");
            foreach (var property in (string[])["command", "path", "pattern"])
            {
                json.WriteStartObject(property);
                json.WriteString("type", "string");
                json.WriteString("description", words.Sentence());
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            if (tool == Tools - 1) WriteMarker(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMessages(Utf8JsonWriter json, Words words, string marker)
    {
        json.WriteStartArray("messages");
        WriteText(json, "user", "The totals of a refund are wrong when the currency changes. Find out why and mend it.");
        var earlier = new List<string>();
        for (var turn = 0; turn < Turns; turn++)
        {
            var kind = Outputs[turn % Outputs.Length];
            // Agents read the same file twice; every tenth result here is one of before.
            var output = turn % 10 == 9 ? earlier[0] : kind(words, OutputCharacters);
            earlier.Add(output);
            var last = turn == Turns - 1;
            WriteCall(json, words, turn, kind == ToolOutput.File);
            WriteResult(json, turn, last ? $"{output}run {marker}\n" : output, last);
        }

        json.WriteEndArray();
    }

    private static void WriteCall(Utf8JsonWriter json, Words words, int turn, bool reading)
    {
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", words.Sentence());
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", $"toolu_{turn:00}");
        json.WriteString("name", reading ? "Read" : "Bash");
        json.WriteStartObject("input");
        if (reading) json.WriteString("file_path", words.Path());
        else json.WriteString("command", $"make {words.Word()}");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, int turn, string output, bool last)
    {
        json.WriteStartObject();
        json.WriteString("role", "user");
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "tool_result");
        json.WriteString("tool_use_id", $"toolu_{turn:00}");
        json.WriteString("content", output);
        if (last) WriteMarker(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }

    private static void WriteMarker(Utf8JsonWriter json)
    {
        json.WriteStartObject("cache_control");
        json.WriteString("type", "ephemeral");
        json.WriteEndObject();
    }
}
