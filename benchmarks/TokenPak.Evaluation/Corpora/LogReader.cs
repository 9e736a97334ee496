namespace TokenPak.Evaluation.Corpora;

/// <summary>Loghub's logs (<c>loghub/*_2k.log</c>), whole, and as the 200 lines that <c>tail</c> would show.</summary>
internal static class LogReader
{
    private const int Slice = 200;

    public static IEnumerable<Corpus> Read(CorpusFolder folder)
    {
        var files = folder.Files("loghub", "*.log");
        if (files.Count == 0) yield break;
        var whole = files.Select(f => Sample(CorpusFolder.NameOf(f), File.ReadAllText(f))).ToArray();
        yield return new Corpus("logs, whole", whole);
        yield return new Corpus("logs, 200 lines", [.. whole.SelectMany(Slices)]);
    }

    private static IEnumerable<Sample> Slices(Sample whole)
    {
        var lines = whole.Text.Split('\n');
        for (var at = 0; at + Slice <= lines.Length; at += 5 * Slice) yield return Sample($"{whole.Name} from {at + 1}", string.Join('\n', lines.AsSpan(at, Slice)));
    }

    /// <summary>BGL's first column is a dash where nothing is wrong; elsewhere the lines that name an error.</summary>
    public static Sample Sample(string name, string text)
    {
        var alerts = name.StartsWith("BGL", StringComparison.Ordinal);
        return new Sample(name, text, "bash", """{"command":"journalctl --no-pager"}""")
        {
            Needles = [.. text.Split('\n').Select(l => l.TrimEnd('\r')).Where(l => alerts ? l.Length > 0 && l[0] != '-' : IsError(l)).Distinct()],
        };
    }

    private static bool IsError(string line) =>
        line.Contains("ERROR", StringComparison.Ordinal) || line.Contains("FATAL", StringComparison.Ordinal) || line.Contains("[error]", StringComparison.Ordinal);
}
