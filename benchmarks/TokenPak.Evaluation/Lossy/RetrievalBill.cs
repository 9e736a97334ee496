using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages.Lossy;
using TokenPak.Local.Evaluation.Replay;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Lossy;

/// <summary>
/// Prompt bills under <c>aggressive</c>, each original that the conversation turns out to need charged as a turn of its own: where the model later uses an identifier, a number or a path that
/// only a left-out part had, a call that fetches the original and the original stand behind the shortened result from then on.
/// </summary>
internal sealed class RetrievalBill(CompressionEngine engine)
{
    private const int MinWord = 4;

    public RetrievalRow Run(string corpus, Transcript[] transcripts, PromptDialect form)
    {
        var (losses, fetched) = (0, 0);
        var bills = new List<Bill>();
        foreach (var transcript in transcripts)
        {
            var replay = new ConversationReplay(engine, CompressionMode.Aggressive, AggressiveMeasure.Terms);
            var once = replay.Run(transcript.As(form));
            var lossy = once.Blocks.Where(block => block.After.Contains("original ", StringComparison.Ordinal) && block.After.Contains(" left out", StringComparison.Ordinal)).ToList();
            losses += lossy.Count;
            var needed = lossy.Where(block => IsNeeded(transcript, block)).ToList();
            fetched += needed.Count;
            var paid = needed.Count == 0 ? once : new ConversationReplay(engine, CompressionMode.Aggressive, AggressiveMeasure.Terms).Run(Fetching(transcript, needed).As(form));
            bills.AddRange(once.Bills.Zip(paid.Bills, (direct, with) => direct with { Compiled = with.Compiled }));
        }

        return new RetrievalRow(corpus, form.ToString(), transcripts.Length, losses, fetched, bills);
    }

    /// <summary>Whether the model says something later that stands in the original, and nowhere in what it was sent.</summary>
    private static bool IsNeeded(Transcript transcript, ReplayedBlock block)
    {
        var at = transcript.Entries.ToList().FindIndex(entry => entry.Kind == EntryKind.Result && entry.Text == block.Before);
        if (at < 0) return false;
        var seen = string.Join('\n', transcript.Entries.Where((entry, i) => i != at).TakeWhile((_, i) => i < at).Select(entry => entry.Text)) + block.After;
        return transcript.Entries.Skip(at + 1).Where(entry => entry.IsAssistant).SelectMany(entry => Question.Of(entry.Text).Distinctive)
            .Any(word => word.Length >= MinWord && block.Before.Contains(word, StringComparison.OrdinalIgnoreCase) && !seen.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static Transcript Fetching(Transcript transcript, List<ReplayedBlock> needed)
    {
        var entries = new List<Entry>();
        foreach (var entry in transcript.Entries)
        {
            entries.Add(entry);
            if (entry.Kind != EntryKind.Result || needed.FindIndex(block => block.Before == entry.Text) is not (>= 0 and var place)) continue;
            needed.RemoveAt(place);
            var id = $"fetch_{entries.Count}";
            entries.Add(new Entry(EntryKind.Call, """{"id":"0123456789abcdef0123456789abcdef"}""", AggressiveMeasure.Terms.RetrievalTools[0], id));
            entries.Add(new Entry(EntryKind.Result, entry.Text, Id: id));
        }

        return transcript with { Entries = entries };
    }
}

/// <summary>A corpus' bills with what was fetched charged.</summary>
/// <param name="Corpus">Its name.</param>
/// <param name="Dialect">The form of its requests.</param>
/// <param name="Conversations">How many there are.</param>
/// <param name="Losses">Results of which something was left out.</param>
/// <param name="Fetched">Originals that the conversation needed.</param>
/// <param name="Bills">One for each conversation and model.</param>
internal sealed record RetrievalRow(string Corpus, string Dialect, int Conversations, int Losses, int Fetched, IReadOnlyList<Bill> Bills)
{
    public IEnumerable<(string Model, double Mean, double Worst, double Best, int Higher)> ByModel() =>
        Bills.Where(b => b.Cache == "always warm").GroupBy(b => b.Model).Select(g => (g.Key, g.Average(b => b.SavedPercent), g.Min(b => b.SavedPercent), g.Max(b => b.SavedPercent), g.Count(b => b.IsHigher)));
}
