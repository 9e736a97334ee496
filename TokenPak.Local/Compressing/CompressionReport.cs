using System.Globalization;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Spectre.Console;

namespace TokenPak.Local.Compressing;

/// <summary>Shows replaced blocks before and after, and what each stage saved.</summary>
internal static class CompressionReport
{
    /// <summary>Two columns of this width are readable; a file has no width of its own.</summary>
    private const int MaxWidth = 200;

    /// <summary>Comparing line by line is for what people look at.</summary>
    private const int MaxCompared = 4000;

    public static void Write(IAnsiConsole console, CompressionView view, bool diff)
    {
        console.Profile.Width = Math.Min(console.Profile.Width, MaxWidth);
        foreach (var block in view.Blocks)
        {
            console.Write(new Rule(Markup.Escape(Title(block))).LeftJustified());
            if (diff) WriteDiff(console, block);
            else WriteSideBySide(console, block);
        }

        if (view.Result.Untouched is { } reason)
        {
            console.WriteLine($"The engine leaves this input as it is: {reason}.");
            return;
        }

        if (view.Blocks.Count == 0) console.WriteLine("Nothing here gets shorter by enough to be worth it.");
        else WriteStages(console, view);
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{view.Result.TokensBefore:N0} tokens before, {view.Result.TokensAfter:N0} after ({view.Result.Tokenizer})."));
    }

    private static string Title(ViewedBlock block) => string.Create(
        CultureInfo.InvariantCulture,
        $"{block.Kind}{(block.Call.Length > 0 ? $" ({block.Call})" : "")}: {block.TokensBefore:N0} → {block.TokensAfter:N0} tokens");

    private static void WriteSideBySide(IAnsiConsole console, ViewedBlock block)
    {
        var table = new Table().Border(TableBorder.Rounded).Expand().AddColumn("before").AddColumn("after");
        if (block.Before.AsSpan().Count('\n') > MaxCompared)
        {
            console.Write(table.AddRow(new Text(Shown(block.Before)), new Text(Shown(block.After))));
            return;
        }

        var model = SideBySideDiffBuilder.Diff(block.Before, block.After, ignoreWhiteSpace: false);
        for (var i = 0; i < Math.Max(model.OldText.Lines.Count, model.NewText.Lines.Count); i++)
            table.AddRow(Cell(model.OldText.Lines.ElementAtOrDefault(i)), Cell(model.NewText.Lines.ElementAtOrDefault(i)));
        console.Write(table);
    }

    private static void WriteDiff(IAnsiConsole console, ViewedBlock block)
    {
        foreach (var line in InlineDiffBuilder.Diff(block.Before, block.After, ignoreWhiteSpace: false).Lines)
        {
            var mark = line.Type switch { ChangeType.Deleted => "- ", ChangeType.Inserted => "+ ", _ => "  " };
            console.Write(new Text(mark + Shown(line.Text) + "\n", StyleOf(line.Type)));
        }
    }

    private static void WriteStages(IAnsiConsole console, CompressionView view)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("stage").AddColumn(new TableColumn("tokens saved").RightAligned()).AddColumn(new TableColumn("blocks").RightAligned());
        foreach (var stage in view.Result.Stages)
            table.AddRow(stage.Stage, stage.TokensSaved.ToString("N0", CultureInfo.InvariantCulture), stage.Blocks.ToString(CultureInfo.InvariantCulture));
        console.Write(table);
    }

    private static Text Cell(DiffPiece? line) => line?.Text is null ? Text.Empty : new Text(Shown(line.Text), StyleOf(line.Type));

    /// <summary>Escapes and other controls would draw instead of being seen.</summary>
    private static string Shown(string line) => string.Concat(line.Select(c => char.IsControl(c) && c is not ('\t' or '\n') ? '·' : c));

    private static Style StyleOf(ChangeType type) => type switch
    {
        ChangeType.Deleted => new Style(Color.Red),
        ChangeType.Inserted => new Style(Color.Green),
        ChangeType.Modified => new Style(Color.Yellow),
        _ => Style.Plain,
    };
}
