using System.Text;

namespace TokenPak.Compression.Tests.Support;

/// <summary>Material for tests, of our own making.</summary>
internal static class Texts
{
    private static readonly string[] Verbs = ["load", "store", "merge", "split", "render", "parse", "flush", "resolve", "retry", "close"];
    private static readonly string[] Nouns = ["order", "session", "packet", "window", "cursor", "ledger", "parcel", "route", "token", "branch"];

    /// <summary>Source code, one line apart from the next.</summary>
    public static string[] Code(int lines, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, lines).Select(i => (i % 6) switch
        {
            0 => $"def {Pick(random, Verbs)}_{Pick(random, Nouns)}_{random.Next(1000)}(self, {Pick(random, Nouns)}):",
            5 => "",
            _ => $"    {Pick(random, Nouns)}_{random.Next(100)} = self.{Pick(random, Verbs)}({Pick(random, Nouns)}, limit={random.Next(10_000)})",
        })];
    }

    public static string Numbered(IEnumerable<string> lines, int first = 1, string separator = ":") =>
        string.Join('\n', lines.Select((line, i) => $"{first + i}{separator}{line}"));

    /// <summary>Text of a program that says something new on every line.</summary>
    public static string Report(int lines, int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++) text.Append($"The {Pick(random, Nouns)} could not {Pick(random, Verbs)} its {Pick(random, Nouns)} after {random.Next(100_000)} tries\n");
        return text.ToString();
    }

    /// <summary>JSON as people's tools print it.</summary>
    public static string PrettyJson(int items, int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, items).Select(i =>
            $"    {{\n      \"id\": {random.Next(1_000_000)},\n      \"name\": \"{Pick(random, Nouns)} {random.Next(100)}\",\n      \"note\": \"tab\\tquote\\\" é\",\n      \"price\": {random.Next(100)}.50\n    }}");
        return "{\n  \"items\": [\n" + string.Join(",\n", rows) + "\n  ]\n}";
    }

    private static string Pick(Random random, string[] words) => words[random.Next(words.Length)];
}
