using TokenPak.Local.Evaluation.Replay;

namespace TokenPak.Evaluation.Measures;

/// <summary>All conversations of a corpus in one form.</summary>
internal sealed record ConversationRow(string Corpus, string Dialect, IReadOnlyList<ReplayResult> Results, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>Rules are tuned without looking at every third conversation, from the second on.</summary>
    private const int HeldBackEvery = 3;

    /// <summary>All conversations, and those alone that nothing was tuned to.</summary>
    public IEnumerable<ConversationRow> WithHeldBack() =>
        Results.Count < HeldBackEvery ? [this] : [this, new($"{Corpus}, held back", Dialect, HeldBack(Results), HeldBack(Checks))];

    private static List<T> HeldBack<T>(IReadOnlyList<T> all) => [.. all.Where((_, i) => i % HeldBackEvery == 1)];

    public long BlocksBefore => Results.Sum(r => (long)r.BlockTokensBefore);

    public long BlocksAfter => Results.Sum(r => (long)r.BlockTokensAfter);

    public double SavedPercent => BlocksBefore > 0 ? (BlocksBefore - BlocksAfter) * 100.0 / BlocksBefore : 0;

    /// <summary>Each conversation counts the same.</summary>
    public IEnumerable<(string Model, string Cache, double Mean, double Worst, double Best, int Higher)> Bills() =>
        Results.SelectMany(r => r.Bills).GroupBy(b => (b.Model, b.Cache)).Select(g =>
            (g.Key.Model, g.Key.Cache, g.Average(b => b.SavedPercent), g.Min(b => b.SavedPercent), g.Max(b => b.SavedPercent), g.Count(b => b.IsHigher)));

    public IEnumerable<(string Kind, int Blocks, long Before, long After)> Kinds() =>
        Results.SelectMany(r => r.Blocks).GroupBy(b => b.Kind).OrderByDescending(g => g.Sum(b => (long)b.TokensBefore))
            .Select(g => (g.Key, g.Count(), g.Sum(b => (long)b.TokensBefore), g.Sum(b => (long)b.TokensAfter)));

    public IEnumerable<(string Stage, long Tokens)> Stages() =>
        Results.SelectMany(r => r.Stages).GroupBy(s => s.Stage).Select(g => (g.Key, g.Sum(s => (long)s.Tokens))).OrderByDescending(s => s.Item2);
}
