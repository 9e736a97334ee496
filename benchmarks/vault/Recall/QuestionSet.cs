using System.IO.Compression;
using System.Text.Json;

namespace TokenPak.VaultMeasures.Recall;

/// <summary>Passages, and questions each with the passage that answers it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Passages">All passages.</param>
/// <param name="Questions">Questions, each with the index of its passage.</param>
internal sealed record QuestionSet(string Name, IReadOnlyList<string> Passages, IReadOnlyList<(string Text, int Passage)> Questions)
{
    public static QuestionSet NaturalQuestions(string corpus)
    {
        var passages = new Dictionary<string, int>(StringComparer.Ordinal);
        var questions = new List<(string, int)>();
        using var lines = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(corpus, "nq-open", "nq-open-oracle.jsonl.gz")), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            using var row = JsonDocument.Parse(line);
            var gold = row.RootElement.GetProperty("ctxs").EnumerateArray().First(context => !context.TryGetProperty("isgold", out var isGold) || isGold.GetBoolean());
            var passage = $"{gold.GetProperty("title").GetString()}\n\n{gold.GetProperty("text").GetString()}";
            if (!passages.TryGetValue(passage, out var index)) passages[passage] = index = passages.Count;
            questions.Add((row.RootElement.GetProperty("question").GetString() ?? "", index));
        }

        return new QuestionSet("nq-open", [.. passages.Keys], questions);
    }

    public static QuestionSet Xquad(string corpus)
    {
        var (passages, questions) = (new List<string>(), new List<(string, int)>());
        using var file = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(corpus, "xquad", "xquad.en.json")));
        foreach (var paragraph in file.RootElement.GetProperty("data").EnumerateArray().SelectMany(article => article.GetProperty("paragraphs").EnumerateArray()))
        {
            foreach (var question in paragraph.GetProperty("qas").EnumerateArray()) questions.Add((question.GetProperty("question").GetString() ?? "", passages.Count));
            passages.Add(paragraph.GetProperty("context").GetString() ?? "");
        }

        return new QuestionSet("xquad", passages, questions);
    }
}
