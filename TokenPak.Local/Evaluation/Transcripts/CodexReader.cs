using System.Text.Json;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>Codex' rollouts: an item of the Responses API a line, bare or as the <c>payload</c> of a <c>response_item</c>.</summary>
internal static class CodexReader
{
    public static bool Understands(JsonElement line) =>
        Text(line, "type") is "response_item" or "session_meta" or "turn_context" or "function_call" or "function_call_output" || (Text(line, "type") == "message" && line.TryGetProperty("content", out _));

    public static Transcript Read(string name, IEnumerable<JsonElement> lines)
    {
        var system = "";
        var entries = new List<Entry>();
        foreach (var line in lines)
        {
            var item = line.TryGetProperty("payload", out var payload) && payload.ValueKind == JsonValueKind.Object ? payload : line;
            if (Text(item, "instructions") is { Length: > 0 } instructions) system = instructions;
            var time = line.TryGetProperty("timestamp", out var stamp) && stamp.ValueKind == JsonValueKind.String && stamp.TryGetDateTimeOffset(out var at) ? at : (DateTimeOffset?)null;
            Add(entries, item, time);
        }

        return new Transcript(name, system, entries);
    }

    private static void Add(List<Entry> entries, JsonElement item, DateTimeOffset? time)
    {
        switch (Text(item, "type"))
        {
            case "message":
                var kind = Text(item, "role") == "assistant" ? EntryKind.Assistant : EntryKind.User;
                if (ContentText(item) is { Length: > 0 } said) entries.Add(new Entry(kind, said, Time: time));
                break;
            case "function_call":
                entries.Add(new Entry(EntryKind.Call, Arguments(Text(item, "arguments")), Text(item, "name"), Text(item, "call_id"), time));
                break;
            case "custom_tool_call":
                entries.Add(new Entry(EntryKind.Call, JsonSerializer.Serialize(new Dictionary<string, string> { ["input"] = Text(item, "input") }), Text(item, "name"), Text(item, "call_id"), time));
                break;
            case "function_call_output" or "custom_tool_call_output":
                entries.Add(new Entry(EntryKind.Result, OutputText(item), Id: Text(item, "call_id"), Time: time));
                break;
        }
    }

    /// <summary>Arguments are the model's own text and may be broken; a request in Anthropic's form needs an object.</summary>
    private static string Arguments(string json)
    {
        try
        {
            using var parsed = JsonDocument.Parse(json);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object) return json;
        }
        catch (JsonException)
        {
            // As a string, below.
        }

        return JsonSerializer.Serialize(new Dictionary<string, string> { ["arguments"] = json });
    }

    private static string ContentText(JsonElement item)
    {
        if (!item.TryGetProperty("content", out var content)) return "";
        if (content.ValueKind == JsonValueKind.String) return content.GetString() ?? "";
        return content.ValueKind == JsonValueKind.Array ? string.Join('\n', content.EnumerateArray().Select(part => Text(part, "text"))) : "";
    }

    private static string OutputText(JsonElement item)
    {
        if (!item.TryGetProperty("output", out var output)) return "";
        return output.ValueKind == JsonValueKind.String ? output.GetString() ?? "" : output.GetRawText();
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() ?? "" : "";
}
