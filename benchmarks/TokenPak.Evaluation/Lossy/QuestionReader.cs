using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TokenPak.Compression.Stages.Prose;
using TokenPak.Evaluation.Corpora;

namespace TokenPak.Evaluation.Lossy;

/// <summary>Questions about texts: XQuAD's articles and paragraphs, Natural Questions' passages among others, and the texts that Headroom recorded.</summary>
internal static class QuestionReader
{
    /// <summary>Passages in a prompt of Natural Questions: the gold one among as many others as in "Lost in the Middle" (Liu et al., 2023).</summary>
    private const int Passages = 20;

    private const int NaturalQuestions = 400;

    public static IEnumerable<(string Name, AskedText[] Texts)> Read(CorpusFolder folder)
    {
        foreach (var file in folder.Files("xquad", "*.json"))
        {
            var language = Path.GetFileNameWithoutExtension(file);
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var articles = json.RootElement.GetProperty("data").EnumerateArray().ToArray();
            yield return ($"{language}, articles", [.. articles.SelectMany((article, i) => Article(article, heldBack: i % 2 == 1))]);
            yield return ($"{language}, paragraphs", [.. articles.SelectMany((article, i) => Paragraphs(article, heldBack: i % 2 == 1))]);
        }

        foreach (var file in folder.Files("nq-open", "*.gz")) yield return ($"nq-open, {Passages} passages", [.. Natural(file)]);
        var recorded = folder.Files(Path.Combine("headroom-fixtures", "text_crusher"), "*.json").Select(Recorded).ToArray();
        if (recorded.Length > 0) yield return ("headroom text_crusher", recorded);
    }

    private static IEnumerable<AskedText> Article(JsonElement article, bool heldBack)
    {
        var text = new StringBuilder();
        var asked = new List<(string Question, (int, int) Answer)>();
        foreach (var paragraph in article.GetProperty("paragraphs").EnumerateArray())
        {
            if (text.Length > 0) text.Append("\n\n");
            asked.AddRange(Questions(paragraph, text.Length));
            text.Append(paragraph.GetProperty("context").GetString());
        }

        var whole = text.ToString();
        return asked.Select(q => new AskedText(whole, q.Question, [AnswerIn(whole, [q.Answer])], heldBack));
    }

    private static IEnumerable<AskedText> Paragraphs(JsonElement article, bool heldBack)
    {
        foreach (var paragraph in article.GetProperty("paragraphs").EnumerateArray())
        {
            var text = paragraph.GetProperty("context").GetString() ?? "";
            foreach (var (question, answer) in Questions(paragraph, 0)) yield return new AskedText(text, question, [AnswerIn(text, [answer])], heldBack);
        }
    }

    /// <summary>The sentences that the answer touches, at any of its places.</summary>
    private static Fact AnswerIn(string text, IEnumerable<(int Start, int Length)> places)
    {
        var units = ProseSplitter.Split(text);
        return new Fact([.. places.Select(p => units.Where(u => u.Start < p.Start + p.Length && u.End > p.Start).Select(u => text[u.Start..u.End]).ToArray())]);
    }

    private static IEnumerable<(string Question, (int Start, int Length) Answer)> Questions(JsonElement paragraph, int at)
    {
        var context = paragraph.GetProperty("context").GetString() ?? "";
        foreach (var qa in paragraph.GetProperty("qas").EnumerateArray())
        {
            var answer = qa.GetProperty("answers")[0];
            var text = answer.GetProperty("text").GetString() ?? "";
            // The places count code points.
            var start = Utf16(context, answer.GetProperty("answer_start").GetInt32());
            yield return (qa.GetProperty("question").GetString() ?? "", (at + start, text.Length));
        }
    }

    private static int Utf16(string text, int codePoints)
    {
        var at = 0;
        for (; codePoints > 0 && at < text.Length; codePoints--) at += char.IsHighSurrogate(text[at]) ? 2 : 1;
        return at;
    }

    private static IEnumerable<AskedText> Natural(string file)
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var read = new List<(string Question, string Title, string Text, string[] Answers)>();
        while (lines.ReadLine() is { } line && read.Count < NaturalQuestions)
        {
            using var json = JsonDocument.Parse(line);
            var gold = json.RootElement.GetProperty("ctxs").EnumerateArray().First();
            read.Add((json.RootElement.GetProperty("question").GetString() ?? "", gold.GetProperty("title").GetString() ?? "", gold.GetProperty("text").GetString() ?? "",
                [.. json.RootElement.GetProperty("answers").EnumerateArray().Select(a => a.GetString() ?? "")]));
        }

        for (var i = 0; i < read.Count; i++)
        {
            var text = new StringBuilder();
            var answers = new List<(int, int)>();
            for (var p = 0; p < Passages; p++)
            {
                var other = read[(i + ((p - (i % Passages) + Passages) % Passages)) % read.Count];
                text.Append("Document [").Append(p + 1).Append("] ").Append(other.Title).Append('\n');
                if (other.Question == read[i].Question) answers.AddRange(Places(other.Text, other.Answers, text.Length));
                text.Append(other.Text).Append("\n\n");
            }

            if (answers.Count > 0) yield return new AskedText(text.ToString(), read[i].Question, [AnswerIn(text.ToString(), answers)], HeldBack: i % 2 == 1);
        }
    }

    private static IEnumerable<(int, int)> Places(string text, string[] answers, int at)
    {
        foreach (var answer in answers)
        {
            for (var found = text.IndexOf(answer, StringComparison.OrdinalIgnoreCase); found >= 0 && answer.Length > 0; found = text.IndexOf(answer, found + answer.Length, StringComparison.OrdinalIgnoreCase))
                yield return (at + found, answer.Length);
        }
    }

    private static AskedText Recorded(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var input = json.RootElement.GetProperty("input");
        return new AskedText(input.GetProperty("content").GetString() ?? "", input.GetProperty("context").GetString() ?? "", [], HeldBack: false)
        {
            PeerOutput = json.RootElement.GetProperty("output").GetProperty("compressed").GetString(),
        };
    }
}
