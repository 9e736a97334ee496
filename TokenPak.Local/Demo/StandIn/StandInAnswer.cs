using System.Buffers;
using System.Text.Json;

namespace TokenPak.Local.Demo.StandIn;

/// <summary>Writes an answer as the provider's messages API does.</summary>
internal static class StandInAnswer
{
    public static ReadOnlyMemory<byte> Write(DemoScript script, int turn, PromptUsage usage, int outputTokens)
    {
        var last = turn >= script.Turns.Count;
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("id", $"msg_demo_{turn}");
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", script.Model);
        json.WriteStartArray("content");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", last ? script.Closing : script.Turns[turn].Say);
        json.WriteEndObject();
        if (!last) WriteCalls(json, script.Turns[turn], turn);
        json.WriteEndArray();
        json.WriteString("stop_reason", last ? "end_turn" : "tool_use");
        json.WriteNull("stop_sequence");
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheCreation);
        json.WriteNumber("cache_read_input_tokens", usage.CacheRead);
        json.WriteNumber("output_tokens", outputTokens);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteCalls(Utf8JsonWriter json, DemoTurn turn, int number)
    {
        for (var i = 0; i < turn.Calls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_use");
            json.WriteString("id", $"toolu_demo_{number}_{i}");
            json.WriteString("name", turn.Calls[i].Tool);
            json.WritePropertyName("input");
            turn.Calls[i].Input.WriteTo(json);
            json.WriteEndObject();
        }
    }
}
