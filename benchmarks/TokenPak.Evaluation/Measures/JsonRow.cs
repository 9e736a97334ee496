using System.Text.Json.Nodes;
using TokenPak.Compression.Tokens;
using TokenPak.Evaluation.Corpora;
using TokenPak.Evaluation.Toon;

namespace TokenPak.Evaluation.Measures;

/// <summary>A corpus of JSON as it was sent, compact, as TOON where that can be run, and as ours.</summary>
internal sealed record JsonRow(string Corpus, int Samples, long Sent, long Compact, long? Toon, long Ours)
{
    private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public double AgainstCompact => Compact > 0 ? (Compact - Ours) * 100.0 / Compact : 0;

    public static JsonRow Of(Corpus corpus, StageMeasure measure, TokenCounter counter, ToonProcess? toon)
    {
        var (sent, compact, theirs, ours) = (0L, 0L, 0L, 0L);
        foreach (var sample in corpus.Samples)
        {
            var least = JsonNode.Parse(sample.Text)?.ToJsonString(Relaxed) ?? "null";
            sent += counter.Count(sample.Text);
            compact += counter.Count(least);
            ours += measure.Decide(sample).TokensAfter;
            if (toon is not null) theirs += counter.Count(toon.Encode(least));
        }

        return new JsonRow(corpus.Name, corpus.Samples.Count, sent, compact, toon is null ? null : theirs, ours);
    }
}
