using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Local.Evaluation.Replay;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Measures;

/// <summary>
/// What pointing back could save at most: the conversation without any line that it has seen before (leaving line numbers and indentation aside), as if pointers and the context of edits
/// cost nothing. Results that the engine never touches for their size stay.
/// </summary>
internal sealed class Ceiling(CompressionEngine engine)
{
    private readonly ConversationReplay _replay = new(engine, CompressionMode.Full);

    public CeilingRow Run(string corpus, Transcript[] transcripts, PromptDialect form)
    {
        var (before, after) = (0L, 0L);
        var bills = new List<(string Model, double Percent)>();
        foreach (var transcript in transcripts)
        {
            var whole = _replay.Run(transcript.As(form));
            var news = _replay.Run(OnlyNews(transcript).As(form));
            before += whole.BlockTokensBefore;
            after += news.BlockTokensBefore;
            bills.AddRange(whole.Bills.Zip(news.Bills, (w, n) => ($"{w.Model}, {w.Cache}", (w.Direct - n.Direct) * 100 / w.Direct)));
        }

        var best = bills.GroupBy(b => b.Model).Select(g => (Model: g.Key, Percent: g.Average(b => b.Percent))).MaxBy(b => b.Percent);
        return new CeilingRow(corpus, form.ToString(), before, after, best.Model, best.Percent);
    }

    private Transcript OnlyNews(Transcript transcript)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<Entry>();
        foreach (var entry in transcript.Entries)
        {
            var text = entry.Text;
            if (entry.Kind == EntryKind.Result && engine.Counter.Count(text) >= EngineLimits.MinBlockTokens)
                text = string.Join('\n', text.Split('\n').Where(line => Plain(line) is { Length: > 0 } plain && !seen.Contains(plain)));
            entries.Add(entry with { Text = text });
            foreach (var shown in entry.Kind == EntryKind.Call ? TestAgent.Strings(entry.Text) : entry.Kind == EntryKind.Assistant ? [] : [entry.Text])
                seen.UnionWith(shown.Split('\n').Select(Plain));
        }

        return transcript with { Entries = entries };
    }

    private static string Plain(string line) => TestAgent.Plain(line).Trim();
}

/// <summary>Tool tokens as sent and in lines not seen before, and the bill of the model that such a conversation would help most.</summary>
internal sealed record CeilingRow(string Corpus, string Dialect, long Before, long After, string Model, double Bill);
