using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Corpora;

/// <summary>The distinct tool results of transcripts, as single blocks.</summary>
internal static class ResultSamples
{
    public static Corpus Of(string name, IEnumerable<Transcript> transcripts)
    {
        var samples = new Dictionary<(string, string, string), Sample>();
        foreach (var transcript in transcripts)
        {
            var calls = transcript.Entries.Where(e => e.Kind == EntryKind.Call && e.Id is not null).GroupBy(e => e.Id ?? "").ToDictionary(g => g.Key, g => g.Last());
            foreach (var result in transcript.Entries.Where(e => e.Kind == EntryKind.Result))
            {
                if (!calls.TryGetValue(result.Id ?? "", out var call)) continue;
                samples.TryAdd((call.Tool ?? "", call.Text, result.Text), new Sample(transcript.Name, result.Text, call.Tool ?? "", call.Text));
            }
        }

        return new Corpus($"{name} results", [.. samples.Values]);
    }
}
