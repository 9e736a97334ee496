using System.Text.Json;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>
/// Claude Code's transcripts: a message a line. They hold no system prompt and no tool definitions. A compaction begins a new history; what a subagent said is a
/// conversation of its own.
/// </summary>
internal static class ClaudeCodeReader
{
    public static bool Understands(JsonElement line) => line.TryGetProperty("type", out _) && line.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object;

    public static IEnumerable<Transcript> Read(string name, IEnumerable<JsonElement> lines)
    {
        var parts = new Dictionary<string, List<Entry>>();
        var compactions = 0;
        foreach (var line in lines)
        {
            if (Text(line, "subtype") == "compact_boundary") compactions++;
            if (!Understands(line)) continue;
            var agent = line.TryGetProperty("isSidechain", out var side) && side.ValueKind == JsonValueKind.True ? $" agent {Text(line, "agentId")}" : compactions == 0 ? "" : $" part {compactions + 1}";
            if (!parts.TryGetValue(agent, out var entries)) parts[agent] = entries = [];
            var time = line.TryGetProperty("timestamp", out var stamp) && stamp.TryGetDateTimeOffset(out var at) ? at : (DateTimeOffset?)null;
            AddMessage(entries, line.GetProperty("message"), time);
        }

        return parts.Where(p => p.Value.Count > 0).Select(p => new Transcript(name + p.Key, "", p.Value));
    }

    private static void AddMessage(List<Entry> entries, JsonElement message, DateTimeOffset? time)
    {
        var kind = Text(message, "role") == "assistant" ? EntryKind.Assistant : EntryKind.User;
        if (!message.TryGetProperty("content", out var content)) return;
        if (content.ValueKind == JsonValueKind.String) entries.Add(new Entry(kind, content.GetString() ?? "", Time: time));
        if (content.ValueKind != JsonValueKind.Array) return;
        foreach (var block in content.EnumerateArray())
        {
            switch (Text(block, "type"))
            {
                case "text":
                    entries.Add(new Entry(kind, Text(block, "text"), Time: time));
                    break;
                case "tool_use":
                    entries.Add(new Entry(EntryKind.Call, block.TryGetProperty("input", out var input) ? input.GetRawText() : "{}", Text(block, "name"), Text(block, "id"), time));
                    break;
                case "tool_result":
                    entries.Add(new Entry(EntryKind.Result, ResultText(block), Id: Text(block, "tool_use_id"), Time: time));
                    break;
            }
        }
    }

    private static string ResultText(JsonElement block)
    {
        if (!block.TryGetProperty("content", out var content)) return "";
        if (content.ValueKind == JsonValueKind.String) return content.GetString() ?? "";
        return content.ValueKind == JsonValueKind.Array ? string.Join('\n', content.EnumerateArray().Where(b => Text(b, "type") == "text").Select(b => Text(b, "text"))) : "";
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() ?? "" : "";
}
