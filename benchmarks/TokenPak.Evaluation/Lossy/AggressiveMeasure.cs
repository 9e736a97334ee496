using System.IO.Hashing;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Inspection;
using TokenPak.Evaluation.Corpora;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Lossy;

/// <summary>What <c>aggressive</c> makes of samples: tokens, what was left out but can be fetched, and whether each needle still stands in place.</summary>
internal sealed class AggressiveMeasure(CompressionEngine engine)
{
    /// <summary>Terms as the product sets them, with ids of the same length; nobody fetches here.</summary>
    public static LossTerms Terms { get; } = new()
    {
        IdOf = text => XxHash128.HashToUInt128(text).ToString("x32", System.Globalization.CultureInfo.InvariantCulture),
        IdScope = 1,
        RetrievalTools = ["tokenpak_fetch_original", "tokenpak_search_original"],
        Accepted = true,
    };

    public LossRow Run(Corpus corpus)
    {
        var (before, lossless, after, lossy, needles, inPlace) = (0L, 0L, 0L, 0, 0L, 0L);
        foreach (var sample in corpus.Samples)
        {
            var whole = Compile(sample, CompressionMode.Full, null);
            var shortened = Compile(sample, CompressionMode.Aggressive, Terms);
            before += engine.Counter.Count(sample.Text);
            lossless += engine.Counter.Count(whole.Text);
            after += engine.Counter.Count(shortened.Text);
            if (shortened.IsLossy) lossy++;
            needles += sample.Needles.Count;

            // Without loss everything is there, whatever its form: that is measured elsewhere.
            inPlace += shortened.IsLossy ? sample.Needles.Count(needle => shortened.Text.Contains(needle, StringComparison.Ordinal)) : sample.Needles.Count;
        }

        return new LossRow(corpus.Name, corpus.Samples.Count, lossy, before, lossless, after, needles, inPlace);
    }

    private (string Text, bool IsLossy) Compile(Sample sample, CompressionMode mode, LossTerms? loss)
    {
        Entry[] entries =
        [
            new Entry(EntryKind.User, sample.Question.Length > 0 ? sample.Question : "Go on."),
            new Entry(EntryKind.Call, sample.Arguments, sample.Tool, "call_1"),
            new Entry(EntryKind.Result, sample.Text, Id: "call_1"),
        ];
        var body = RequestWriter.Write(new Transcript(sample.Name, "", entries), entries.Length, PromptDialect.AnthropicMessages, markers: false);
        var result = engine.Compress(new CompressionRequest { Body = body, Dialect = PromptDialect.AnthropicMessages, Mode = mode, Provider = "anthropic", Loss = loss });
        return result.Splices.Count == 0 ? (sample.Text, false) : (PromptMap.TextOf(result.Splices[0].Replacement), result.Splices[0].OriginalId is not null);
    }
}

/// <summary>A corpus under <c>aggressive</c>.</summary>
/// <param name="Corpus">Its name.</param>
/// <param name="Samples">How many there are.</param>
/// <param name="Lossy">Those of which something was left out.</param>
/// <param name="Before">Tokens as they came.</param>
/// <param name="Lossless">Tokens without loss.</param>
/// <param name="After">Tokens with it.</param>
/// <param name="Needles">What has to stay in place.</param>
/// <param name="InPlace">What did.</param>
internal sealed record LossRow(string Corpus, int Samples, int Lossy, long Before, long Lossless, long After, long Needles, long InPlace);
