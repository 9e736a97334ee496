using System.Text.Json;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Corpora;

/// <summary>SWE-agent's trajectories (<c>swe-agent/*.traj</c>): an action is a call, the observation after it its result.</summary>
internal static class SweAgentReader
{
    public static IEnumerable<Transcript> Read(CorpusFolder folder)
    {
        foreach (var file in folder.Files("swe-agent", "*.traj"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            yield return Read(CorpusFolder.NameOf(file), json.RootElement.GetProperty("history"));
        }
    }

    private static Transcript Read(string name, JsonElement history)
    {
        var system = "";
        var entries = new List<Entry>();
        string? open = null; // the call that waits for its observation
        foreach (var message in history.EnumerateArray())
        {
            var text = message.GetProperty("content").GetString() ?? "";
            switch (message.GetProperty("role").GetString())
            {
                case "system":
                    system = text;
                    break;
                case "assistant":
                    open = AddTurn(entries, message, text);
                    break;
                default:
                    entries.Add(open is null ? new Entry(EntryKind.User, text) : new Entry(EntryKind.Result, text, Id: open));
                    open = null;
                    break;
            }
        }

        return new Transcript(name, system, entries);
    }

    private static string? AddTurn(List<Entry> entries, JsonElement message, string text)
    {
        var thought = message.TryGetProperty("thought", out var t) && t.GetString() is { Length: > 0 } said ? said : text;
        if (thought.Length > 0) entries.Add(new Entry(EntryKind.Assistant, thought));
        var id = $"call_{entries.Count}";
        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array && calls.GetArrayLength() > 0)
        {
            var function = calls[0].GetProperty("function");
            entries.Add(new Entry(EntryKind.Call, function.GetProperty("arguments").GetString() ?? "{}", function.GetProperty("name").GetString(), id));
            return id;
        }

        if (!message.TryGetProperty("action", out var action) || action.GetString() is not { Length: > 0 } command) return null;
        entries.Add(new Entry(EntryKind.Call, JsonSerializer.Serialize(new Dictionary<string, string> { ["command"] = command.TrimEnd('\n') }), "bash", id));
        return id;
    }
}
