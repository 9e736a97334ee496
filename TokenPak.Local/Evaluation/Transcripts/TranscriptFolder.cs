using System.Text.Json;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Inspection;

namespace TokenPak.Local.Evaluation.Transcripts;

/// <summary>Finds the conversations in a folder: Claude Code's and Codex' JSONL, and request bodies as JSON, one a file or one a line.</summary>
internal static class TranscriptFolder
{
    public static IEnumerable<Conversation> Read(string folder)
    {
        var dumps = new Dictionary<(string, PromptDialect, UInt128), List<byte[]>>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.json*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file);
            if (file.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase))
            {
                foreach (var conversation in Lines(name, file, dumps)) yield return conversation;
            }
            else if (file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                AddDump(dumps, Path.GetDirectoryName(name) ?? "", File.ReadAllBytes(file));
            }
        }

        foreach (var ((name, dialect, first), bodies) in dumps)
            yield return new Conversation($"{name}/{first.ToString("x32", System.Globalization.CultureInfo.InvariantCulture)[..8]}", dialect, () => bodies.Select(b => new ConversationRequest(b, null)));
    }

    private static Conversation[] Lines(string name, string file, Dictionary<(string, PromptDialect, UInt128), List<byte[]>> dumps)
    {
        var lines = new List<JsonElement>();
        foreach (var line in File.ReadLines(file))
        {
            var bytes = System.Text.Encoding.UTF8.GetBytes(line);
            if (DialectGuess.Of(bytes) != PromptDialect.None && AddDump(dumps, name, bytes)) continue;
            try
            {
                using var json = JsonDocument.Parse(line);
                if (json.RootElement.ValueKind == JsonValueKind.Object) lines.Add(json.RootElement.Clone());
            }
            catch (JsonException)
            {
                // A line cut off by a crash: the rest is still a transcript.
            }
        }

        if (lines.Any(ClaudeCodeReader.Understands)) return [.. ClaudeCodeReader.Read(name, lines).Select(t => t.As(PromptDialect.AnthropicMessages))];
        return lines.Any(CodexReader.Understands) ? [CodexReader.Read(name, lines).As(PromptDialect.OpenAIChat)] : [];
    }

    /// <summary>Bodies that begin alike are one conversation's.</summary>
    private static bool AddDump(Dictionary<(string, PromptDialect, UInt128), List<byte[]>> dumps, string name, byte[] body)
    {
        var dialect = DialectGuess.Of(body);
        if (dialect == PromptDialect.None || PromptMap.Read(body, dialect) is not { } map) return false;
        var first = map.Pieces.FirstOrDefault(p => p.Role == "user")?.ContentHash ?? default;
        if (!dumps.TryGetValue((name, dialect, first), out var bodies)) dumps[(name, dialect, first)] = bodies = [];
        bodies.Add(body);
        return true;
    }
}
