using System.Text.Json;

namespace TokenPak.Evaluation.Corpora;

/// <summary>Headroom's recorded inputs and outputs (<c>headroom-fixtures/&lt;kind&gt;/*.json</c>).</summary>
internal static class PeerReader
{
    private static readonly Dictionary<string, (string Tool, string Arguments)> Calls = new()
    {
        ["smart_crusher"] = ("get_rows", "{}"),
        ["log_compressor"] = ("bash", """{"command":"make test"}"""),
        ["diff_compressor"] = ("bash", """{"command":"git diff"}"""),
        ["text_crusher"] = ("fetch", """{"url":"https://example.org"}"""),
    };

    public static IEnumerable<Corpus> Read(CorpusFolder folder)
    {
        foreach (var (kind, call) in Calls)
        {
            var samples = folder.Files(Path.Combine("headroom-fixtures", kind), "*.json").Select(f => Read(f, call)).ToArray();
            if (samples.Length > 0) yield return new Corpus($"headroom {kind}", samples);
        }
    }

    private static Sample Read(string file, (string Tool, string Arguments) call)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = json.RootElement;
        var input = Text(root.GetProperty("input"));
        return new Sample(CorpusFolder.NameOf(file), input, call.Tool, call.Arguments)
        {
            PeerOutput = Text(root.GetProperty("output")),
            Question = root.GetProperty("input") is { ValueKind: JsonValueKind.Object } asked && asked.TryGetProperty("query", out var query) ? query.GetString() ?? "" : "",
            Needles = [.. Faults(input).Distinct()],
        };
    }

    /// <summary>Lines that name an error, and of JSON's rows the last value of those that do.</summary>
    private static IEnumerable<string> Faults(string input) =>
        input.StartsWith('[')
            ? input.Split("}, {").Where(row => row.Contains("\"error\"", StringComparison.Ordinal)).Select(row => row[(row.LastIndexOf(": \"", StringComparison.Ordinal) + 3)..].TrimEnd(']', '}', '"'))
            : input.Split('\n').Where(line => line.Contains("error", StringComparison.OrdinalIgnoreCase) || line.Contains("fail", StringComparison.OrdinalIgnoreCase));

    private static string Text(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String) return element.GetString() ?? "";
        foreach (var name in (string[])["compressed", "content", "output", "text"])
        {
            if (element.TryGetProperty(name, out var text)) return text.ValueKind == JsonValueKind.String ? text.GetString() ?? "" : text.GetRawText();
        }

        return element.GetRawText();
    }
}
