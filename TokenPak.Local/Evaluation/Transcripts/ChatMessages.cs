using System.Text.Json;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>A conversation whose messages are in OpenAI's chat form.</summary>
internal static class ChatMessages
{
    public static Transcript Read(string name, JsonElement messages)
    {
        var system = "";
        var entries = new List<Entry>();
        foreach (var message in messages.EnumerateArray())
        {
            var text = message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString() ?? "" : "";
            switch (message.GetProperty("role").GetString())
            {
                case "system" or "developer":
                    system = text;
                    break;
                case "assistant":
                    if (text.Length > 0) entries.Add(new Entry(EntryKind.Assistant, text));
                    if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array) AddCalls(entries, calls);
                    break;
                case "tool":
                    entries.Add(new Entry(EntryKind.Result, text, Id: message.GetProperty("tool_call_id").GetString()));
                    break;
                default:
                    entries.Add(new Entry(EntryKind.User, text));
                    break;
            }
        }

        return new Transcript(name, system, entries);
    }

    private static void AddCalls(List<Entry> entries, JsonElement calls)
    {
        foreach (var call in calls.EnumerateArray())
        {
            var function = call.GetProperty("function");
            entries.Add(new Entry(EntryKind.Call, function.GetProperty("arguments").GetString() ?? "{}", function.GetProperty("name").GetString(), call.GetProperty("id").GetString()));
        }
    }
}
