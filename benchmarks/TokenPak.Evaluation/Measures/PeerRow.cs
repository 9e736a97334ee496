using TokenPak.Compression.Tokens;
using TokenPak.Evaluation.Corpora;

namespace TokenPak.Evaluation.Measures;

/// <summary>A corpus with another tool's recorded outputs, beside ours. Theirs drop content; ours, in this mode, do not.</summary>
internal sealed record PeerRow(string Corpus, int Samples, long Before, long Theirs, long Ours)
{
    public static PeerRow Of(Corpus corpus, StageMeasure measure, TokenCounter counter)
    {
        var (before, theirs, ours) = (0L, 0L, 0L);
        foreach (var sample in corpus.Samples)
        {
            var tokens = counter.Count(sample.Text);
            before += tokens;
            theirs += counter.Count(sample.PeerOutput);
            ours += measure.Decide(sample).TokensAfter;
        }

        return new PeerRow(corpus.Name, corpus.Samples.Count, before, theirs, ours);
    }
}
