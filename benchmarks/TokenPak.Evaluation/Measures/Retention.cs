using System.Text.Json;
using System.Text.RegularExpressions;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;
using TokenPak.Evaluation.Corpora;

namespace TokenPak.Evaluation.Measures;

/// <summary>Counts facts in what was sent and in what is read back from the compiled form: error lines, JSON's pairs, paths with their line numbers.</summary>
internal static partial class Retention
{
    public static (string What, long Sent, long Kept) Of(Corpus corpus, StageMeasure measure)
    {
        var what = corpus.Name.StartsWith("JSON", StringComparison.Ordinal) ? "JSON pairs" : corpus.Name.StartsWith("logs", StringComparison.Ordinal) ? "error lines" : "paths with line numbers";
        var (sent, kept) = (0L, 0L);
        foreach (var sample in corpus.Samples)
        {
            var decision = measure.Decide(sample);
            var back = Back(sample, decision);
            var facts = Facts(what, sample.Text, sample.Needles);
            var found = Facts(what, back, sample.Needles).GroupBy(f => f).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
            foreach (var fact in facts)
            {
                sent++;
                if (found.TryGetValue(fact, out var left) && left > 0)
                {
                    found[fact] = left - 1;
                    kept++;
                }
            }
        }

        return (what, sent, kept);
    }

    private static string Back(Sample sample, BlockDecision decision)
    {
        var text = StageMeasure.After(sample, decision);
        foreach (var stage in StageCatalog.Ladder)
        {
            if (stage.Kind == StageKind.Reshape && decision.Shares.Any(s => s.Stage == stage.Id)) return Decoders.Decode(stage.Id, text);
        }

        return text;
    }

    private static IEnumerable<string> Facts(string what, string text, IReadOnlyList<string> needles) => what switch
    {
        "JSON pairs" => Pairs(text),
        "error lines" => text.Split('\n').Select(l => l.TrimEnd()).Where(new HashSet<string>(needles.Select(n => n.TrimEnd()), StringComparer.Ordinal).Contains),
        _ => Place().Matches(text).Select(m => m.Value),
    };

    private static List<string> Pairs(string text)
    {
        var pairs = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(text);
            Walk(json.RootElement, "");
        }
        catch (JsonException)
        {
            // No JSON: no pairs, and so a loss if there were any.
        }

        return pairs;

        void Walk(JsonElement element, string path)
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                foreach (var member in element.EnumerateObject()) Walk(member.Value, $"{path}.{member.Name}");
            }
            else if (element.ValueKind == JsonValueKind.Array)
            {
                var i = 0;
                foreach (var item in element.EnumerateArray()) Walk(item, $"{path}[{i++}]");
            }
            else
            {
                pairs.Add($"{path}={element.GetRawText()}");
            }
        }
    }

    [GeneratedRegex(@"^[\w./-]+[:-]\d+[:-]|^\.?[\w./-]+$", RegexOptions.Multiline)]
    private static partial Regex Place();
}
