using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using TokenPak.Local.Evaluation.Replay;

namespace TokenPak.Local.Evaluation;

/// <summary>What the replayed conversations became, for people and for programs.</summary>
internal static class EvaluationReport
{
    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static void Write(IAnsiConsole console, IReadOnlyList<ReplayResult> results)
    {
        var conversations = Table("conversation", "requests", "tool tokens", "saved", "prompt tokens", "saved");
        foreach (var r in results) Row(conversations, r.Name, r.Requests, r.BlockTokensBefore, Percent(r.BlockTokensBefore, r.BlockTokensAfter), r.PromptBefore, Percent(r.PromptBefore, r.PromptAfter));
        if (results.Count > 1)
        {
            var (before, after) = (results.Sum(r => (long)r.BlockTokensBefore), results.Sum(r => (long)r.BlockTokensAfter));
            var (sent, compiled) = (results.Sum(r => r.PromptBefore), results.Sum(r => r.PromptAfter));
            Row(conversations, "all", results.Sum(r => r.Requests), before, Percent(before, after), sent, Percent(sent, compiled));
        }

        console.Write(conversations);

        var kinds = Table("tool results by kind", "blocks", "tokens before", "after", "saved");
        foreach (var k in results.SelectMany(r => r.Blocks).GroupBy(b => b.Kind).OrderByDescending(g => g.Sum(b => (long)b.TokensBefore)))
        {
            var (before, after) = (k.Sum(b => (long)b.TokensBefore), k.Sum(b => (long)b.TokensAfter));
            Row(kinds, k.Key, k.Count(), before, after, Percent(before, after));
        }

        console.Write(kinds);

        var bills = Table("simulated prompt bill", "cache", "saved", "worst conversation", "higher bills");
        foreach (var b in Bills(results)) Row(bills, b.Model, b.Cache, Percent(b.Direct, b.Compiled), Share(b.Worst), b.Higher);
        console.Write(bills);
        var changed = results.Sum(r => r.ChangedLater);
        console.WriteLine(changed == 0 ? "No block had other bytes on a later turn." : $"{changed} blocks had other bytes on a later turn: please report this.");
        var untouched = results.Sum(r => r.Untouched);
        if (untouched > 0) console.WriteLine($"{untouched} requests were not understood, or too large, and would have passed as they are.");
    }

    public static string Json(IReadOnlyList<ReplayResult> results) => JsonSerializer.Serialize(
        new
        {
            Conversations = results.Select(r => new { r.Name, r.Dialect, r.Requests, r.Untouched, r.ChangedLater, r.PromptBefore, r.PromptAfter, r.BlockTokensBefore, r.BlockTokensAfter, Stages = r.Stages.Select(s => new { s.Stage, s.Tokens }), r.Bills }),
            Bills = Bills(results).Select(b => new { b.Model, b.Cache, b.Direct, b.Compiled, b.Worst, b.Higher }),
        },
        Options);

    private static IEnumerable<(string Model, string Cache, double Direct, double Compiled, double Worst, int Higher)> Bills(IReadOnlyList<ReplayResult> results) =>
        results.SelectMany(r => r.Bills).GroupBy(b => (b.Model, b.Cache))
            .Select(g => (g.Key.Model, g.Key.Cache, g.Sum(b => b.Direct), g.Sum(b => b.Compiled), g.Min(b => b.SavedPercent), g.Count(b => b.IsHigher)));

    private static Table Table(string first, params string[] others)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn(first);
        foreach (var name in others) table.AddColumn(new TableColumn(name).RightAligned());
        return table;
    }

    private static void Row(Table table, params object[] cells) =>
        table.AddRow(cells.Select(c => new Text(c is IFormattable number ? number.ToString("N0", CultureInfo.InvariantCulture) : c.ToString() ?? "")).ToArray());

    private static string Percent(double before, double after) => Share(before > 0 ? (before - after) * 100 / before : 0);

    private static string Share(double percent) => percent.ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
