using System.Globalization;
using TokenPak.VaultMeasures.Engines;

namespace TokenPak.VaultMeasures.Recall;

/// <summary>How often the passage that answers a question is among the first, engine beside engine, and what scores say.</summary>
internal static class RecallRun
{
    private static readonly int[] Ranks = [1, 5, 20];

    public static int Run(IReadOnlyList<QuestionSet> sets)
    {
        Console.WriteLine("| set | passages | questions | engine | recall@1 | recall@5 | recall@20 |\n|---|---|---|---|---|---|---|");
        foreach (var set in sets) Compare(set);
        Console.WriteLine("\nScores of the first hit in the vault, by who asks:\n\n| passages | questions | right, p5 | right, p25 | right, p50 | all, p50 | all, p95 | all, p99 |\n|---|---|---|---|---|---|---|---|");
        foreach (var set in sets)
        {
            using var folder = new TemporaryFolder();
            using var engine = Filled(set, new VaultEngine(folder.Path));
            foreach (var asking in sets) Scores(set, asking, engine);
        }

        return 0;
    }

    private static void Compare(QuestionSet set)
    {
        Func<string, ISearchEngine>[] engines =
            [folder => new VaultEngine(folder), folder => new LuceneDefaults(folder), folder => new SqliteEngine(folder, ownWords: false), folder => new SqliteEngine(folder, ownWords: true)];
        foreach (var make in engines)
        {
            using var folder = new TemporaryFolder();
            using var engine = Filled(set, make(folder.Path));
            var places = set.Questions.Select(question => engine.Search(question.Text, Ranks[^1]).Select(hit => hit.Id).ToList().IndexOf(question.Passage)).ToList();
            var shares = Ranks.Select(rank => (places.Count(place => place >= 0 && place < rank) / (double)places.Count).ToString("P1", CultureInfo.InvariantCulture));
            Console.WriteLine($"| {set.Name} | {set.Passages.Count} | {set.Questions.Count} | {engine.Name} | {string.Join(" | ", shares)} |");
        }
    }

    private static void Scores(QuestionSet set, QuestionSet asking, VaultEngine engine)
    {
        var (right, all) = (new List<double>(), new List<double>());
        foreach (var (text, passage) in asking.Questions)
        {
            var hits = engine.Search(text, 1);
            var score = hits.Count == 0 ? 0 : hits[0].Score;
            all.Add(score);
            if (asking == set && hits.Count > 0 && hits[0].Id == passage) right.Add(score);
        }

        string[] cells = [At(right, 0.05), At(right, 0.25), At(right, 0.5), At(all, 0.5), At(all, 0.95), At(all, 0.99)];
        Console.WriteLine($"| {set.Name} | {asking.Name} | {string.Join(" | ", cells)} |");
    }

    private static string At(List<double> values, double share)
    {
        values.Sort();
        return values.Count == 0 ? "" : values[(int)((values.Count - 1) * share)].ToString("F2", CultureInfo.InvariantCulture);
    }

    private static T Filled<T>(QuestionSet set, T engine) where T : ISearchEngine
    {
        for (var i = 0; i < set.Passages.Count; i++) engine.Add(i, set.Passages[i]);
        engine.Seal();
        return engine;
    }
}
