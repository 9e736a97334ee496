using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TokenPak.Evaluation.Corpora;
using TokenPak.Evaluation.Reports;

namespace TokenPak.Evaluation;

/// <summary><c>dotnet run -c Release --project benchmarks/TokenPak.Evaluation -- --corpus DIR</c></summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        var corpus = new Option<DirectoryInfo?>("--corpus") { Description = "Folder of corpora; without it, material of our own making" };
        var output = new Option<DirectoryInfo?>("--output") { Description = "Folder for evaluation.md and evaluation.json" };
        var toon = new Option<DirectoryInfo?>("--toon") { Description = "Folder with toon.mjs in which npm install was run, for the comparison with TOON" };
        var only = new Option<string?>("--only") { Description = "Measure only the corpora whose name has this text in it: swe-agent, tau-bench, JSON, Loghub …" };
        var root = new RootCommand("Measures the compression engine on folders of recorded agent traffic.") { corpus, output, toon, only };
        root.SetAction(result => Run(result.GetValue(corpus), result.GetValue(output), result.GetValue(toon), result.GetValue(only)));
        return root.Parse(args).Invoke();
    }

    private static int Run(DirectoryInfo? corpus, DirectoryInfo? output, DirectoryInfo? toon, string? only)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var run = new EvaluationRun(corpus is null ? null : new CorpusFolder(corpus.FullName), toon?.FullName, only ?? "");
        if (corpus is { Exists: false })
        {
            Console.Error.WriteLine("There is no such folder of corpora.");
            return 2;
        }

        var report = AnsiConsole.Progress().HideCompleted(true).Start(run.Run);
        var markdown = MarkdownReport.Write(report);
        Console.WriteLine(markdown);
        if (!report.HasToon) Console.WriteLine("TOON was not run: `npm install` in benchmarks/TokenPak.Evaluation/Toon, then `--toon` that folder.");
        Console.WriteLine($"Faults (higher bills, failed edits, bytes changed later, blocks not read back, facts lost): {report.Faults}");
        if (output is not null)
        {
            output.Create();
            File.WriteAllText(Path.Combine(output.FullName, "evaluation.md"), markdown);
            File.WriteAllText(Path.Combine(output.FullName, "evaluation.json"), JsonReport.Write(report));
        }

        return report.Faults == 0 ? 0 : 1;
    }
}
