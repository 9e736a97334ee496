using System.Text.RegularExpressions;
using TokenPak.Compression.Content;
using TokenPak.Evaluation.Corpora;
using TokenPak.Local.Evaluation.Transcripts;

namespace TokenPak.Evaluation.Lossy;

/// <summary>Code with a question about one of its functions. What has to be kept is every declaration, and that function whole.</summary>
internal static partial class CodeReader
{
    /// <summary>Shorter files are never shortened.</summary>
    private const int ShortestFile = 2500;

    private const int FewestLines = 40;

    /// <summary>This repository's C#.</summary>
    public static AskedText[] OwnCode() => [.. Repository.Files(".", "*.cs").Select(File.ReadAllText).Where(t => t.Length >= ShortestFile).Select((t, i) => Asked(t, "code.cs", CSharpFunction(), CSharpDeclaration(), i))];

    /// <summary>What SWE-agent's viewer shows of Python files, without its line numbers.</summary>
    public static AskedText[] Python(IEnumerable<Transcript> transcripts) =>
    [
        .. transcripts.SelectMany(t => t.Entries).Where(e => e.Kind == EntryKind.Result).Select(e => Shown(e.Text)).Where(t => t.Length >= ShortestFile && t.Contains("def ", StringComparison.Ordinal))
            .Distinct(StringComparer.Ordinal).Select((t, i) => Asked(t, "code.py", PythonFunction(), PythonDeclaration(), i)),
    ];

    private static AskedText Asked(string text, string path, Regex function, Regex declaration, int number)
    {
        var functions = function.Matches(text);
        var facts = declaration.Matches(text).Select(m => new Fact([m.Value.TrimEnd()])).ToList();
        var about = functions.Count > 0 ? functions[number % functions.Count] : null;
        if (about is not null) facts.Add(new Fact([about.Value]));
        return new AskedText(text, about is null ? "" : $"Why does {about.Groups["name"].Value} fail?", facts, number % 2 == 1) { Url = path };
    }

    private static string Shown(string result)
    {
        var lines = new List<string>();
        foreach (var line in result.Split('\n'))
        {
            if (NumberedLines.TryRead(line, out var start) >= 0) lines.Add(line[start..]);
        }

        return lines.Count < FewestLines ? "" : string.Join('\n', lines);
    }

    [GeneratedRegex(@"^    (?:public|internal|private|protected)[^\n;={}]*?\s(?<name>\w+)(?:<\w+>)?\([^\n]*\)\s*\n    \{\n(?:        .*\n|\n)*    \}", RegexOptions.Multiline)]
    private static partial Regex CSharpFunction();

    [GeneratedRegex(@"^ *(?:public|internal|private|protected) [^\n]*", RegexOptions.Multiline)]
    private static partial Regex CSharpDeclaration();

    [GeneratedRegex(@"^(?<in> *)def (?<name>\w+)\([^\n]*\)[^\n]*:\n(?:(?:\k<in> +\S[^\n]*)?\n)*\k<in> +\S[^\n]*$", RegexOptions.Multiline)]
    private static partial Regex PythonFunction();

    [GeneratedRegex(@"^(?: {4})?(?:def|class) [^\n]*", RegexOptions.Multiline)]
    private static partial Regex PythonDeclaration();
}
