using System.Globalization;
using Spectre.Console;

namespace TokenPak.Local.Demo;

/// <summary>The figures at the end.</summary>
internal static class DemoReport
{
    public static void Write(IAnsiConsole console, DemoFigures figures)
    {
        console.WriteLine();
        foreach (var line in Lines(figures)) console.WriteLine(line);
    }

    internal static IEnumerable<string> Lines(DemoFigures figures)
    {
        yield return "turn    before     after     saved      bill without  bill with";
        foreach (var turn in figures.Turns)
            yield return Row(Number(turn.Turn), turn.TokensBefore, turn.TokensAfter, turn.TokensSaved, turn.Without.CostUsd, turn.With.CostUsd);
        yield return Row("all", figures.TokensBefore, figures.TokensAfter, figures.TokensSaved, figures.BillWithout, figures.BillWith);
        yield return "";
        yield return "What each stage saved (history is sent again every turn, and counts each time):";
        foreach (var (stage, tokens) in figures.Stages)
            yield return string.Create(CultureInfo.InvariantCulture, $"  {stage,-12}{tokens,10:N0} tokens");
        yield return "";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Prompt tokens: {figures.TokensBefore:N0} before, {figures.TokensAfter:N0} after, {figures.TokensSaved:N0} saved ({Share(figures.TokensSaved, figures.TokensBefore)}).");
        yield return figures is { BillWithout: { } without, BillWith: { } with }
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Bill, list prices, prompt cache at work in both: ${without:0.0000} without TokenPak, ${with:0.0000} with it: {Share(without - with, without)} less.")
            : "Bill: unknown, the price table has no price for the model.";
        yield return "These figures illustrate one conversation that was written for this demo; they are no claim about yours.";
    }

    private static string Row(string turn, long before, long after, long saved, decimal? billWithout, decimal? billWith) => string.Create(
        CultureInfo.InvariantCulture,
        $"{turn,4} {before,9:N0} {after,9:N0} {saved,9:N0}      {Money(billWithout),12}  {Money(billWith),9}");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Money(decimal? value) => value?.ToString("'$'0.0000", CultureInfo.InvariantCulture) ?? "unknown";

    private static string Share(decimal part, decimal whole) => whole > 0 ? (part / whole).ToString("P1", CultureInfo.InvariantCulture) : "0 %";
}
