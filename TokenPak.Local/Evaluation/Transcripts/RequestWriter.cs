using System.Text.Encodings.Web;
using System.Text.Json;
using TokenPak.Compression.Documents;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>Writes a transcript's beginning as a request body.</summary>
internal static class RequestWriter
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="transcript">Which one.</param>
    /// <param name="entries">How much of it.</param>
    /// <param name="dialect">In which form.</param>
    /// <param name="markers">Whether an Anthropic request asks for caching, as agents do.</param>
    public static byte[] Write(Transcript transcript, int entries, PromptDialect dialect, bool markers = true)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            if (dialect == PromptDialect.AnthropicMessages) WriteAnthropic(json, transcript, entries, markers);
            else WriteChat(json, transcript, entries);
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static void WriteAnthropic(Utf8JsonWriter json, Transcript transcript, int entries, bool markers)
    {
        json.WriteNumber("max_tokens", 4096);
        json.WriteStartArray("tools");
        foreach (var tool in Tools(transcript))
        {
            json.WriteStartObject();
            json.WriteString("name", tool);
            json.WriteStartObject("input_schema");
            json.WriteString("type", "object");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("system");
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", transcript.System);
        if (markers) WriteMarker(json);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("messages");
        for (var i = 0; i < entries;)
        {
            var assistant = transcript.Entries[i].IsAssistant;
            json.WriteStartObject();
            json.WriteString("role", assistant ? "assistant" : "user");
            json.WriteStartArray("content");
            for (; i < entries && transcript.Entries[i].IsAssistant == assistant; i++) WriteAnthropicBlock(json, transcript.Entries[i], marked: markers && i == entries - 1);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAnthropicBlock(Utf8JsonWriter json, Entry entry, bool marked)
    {
        json.WriteStartObject();
        switch (entry.Kind)
        {
            case EntryKind.Call:
                json.WriteString("type", "tool_use");
                json.WriteString("id", entry.Id);
                json.WriteString("name", entry.Tool);
                json.WritePropertyName("input");
                json.WriteRawValue(entry.Text);
                break;
            case EntryKind.Result:
                json.WriteString("type", "tool_result");
                json.WriteString("tool_use_id", entry.Id);
                json.WriteString("content", entry.Text);
                break;
            default:
                json.WriteString("type", "text");
                json.WriteString("text", entry.Text);
                break;
        }

        if (marked) WriteMarker(json);
        json.WriteEndObject();
    }

    private static void WriteMarker(Utf8JsonWriter json)
    {
        json.WriteStartObject("cache_control");
        json.WriteString("type", "ephemeral");
        json.WriteEndObject();
    }

    private static void WriteChat(Utf8JsonWriter json, Transcript transcript, int entries)
    {
        json.WriteStartArray("tools");
        foreach (var tool in Tools(transcript))
        {
            json.WriteStartObject();
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", tool);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("messages");
        WriteMessage(json, "system", transcript.System);
        for (var i = 0; i < entries; i++)
        {
            var entry = transcript.Entries[i];
            if (entry.Kind == EntryKind.User) WriteMessage(json, "user", entry.Text);
            else if (entry.Kind == EntryKind.Result) WriteResult(json, entry);
            else i = WriteAssistant(json, transcript, i, entries) - 1;
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteString("content", text);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Entry entry)
    {
        json.WriteStartObject();
        json.WriteString("role", "tool");
        json.WriteString("tool_call_id", entry.Id);
        json.WriteString("content", entry.Text);
        json.WriteEndObject();
    }

    /// <summary>What the model says in one go is one message; returns where it ends.</summary>
    private static int WriteAssistant(Utf8JsonWriter json, Transcript transcript, int from, int entries)
    {
        var to = from;
        while (to < entries && transcript.Entries[to].IsAssistant) to++;
        var said = transcript.Entries.Skip(from).Take(to - from).ToArray();
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteString("content", string.Join('\n', said.Where(e => e.Kind == EntryKind.Assistant).Select(e => e.Text)));
        if (said.Any(e => e.Kind == EntryKind.Call))
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in said.Where(e => e.Kind == EntryKind.Call))
            {
                json.WriteStartObject();
                json.WriteString("id", call.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Tool);
                json.WriteString("arguments", call.Text);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        return to;
    }

    private static IEnumerable<string> Tools(Transcript transcript) =>
        transcript.Entries.Where(e => e.Kind == EntryKind.Call).Select(e => e.Tool ?? "tool").Distinct();
}
