using System.Globalization;
using Spectre.Console;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Local.Demo;

/// <summary>Plain lines: for a file, or for whoever reads this one.</summary>
internal sealed class LineProgress(IAnsiConsole console) : IDemoProgress
{
    private int _turns;

    public void Start(string title, int turns)
    {
        _turns = turns;
        console.WriteLine();
        console.WriteLine(title);
    }

    public void Turn(int turn, LastRequest figures) =>
        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  turn {turn,2}/{_turns}: {figures.InputTokensSent ?? 0,7:N0} prompt tokens sent, {figures.TokensSaved,6:N0} saved"));

    public void End()
    {
    }
}

/// <summary>A bar and the newest figures on one line that is drawn again each turn.</summary>
internal sealed class BarProgress(IAnsiConsole console) : IDemoProgress
{
    private const int Width = 28;
    private int _turns;

    public void Start(string title, int turns)
    {
        _turns = turns;
        console.WriteLine();
        console.WriteLine(title);
    }

    public void Turn(int turn, LastRequest figures)
    {
        var filled = Width * turn / _turns;
        console.Write("\r  ");
        console.Write(new Text(new string('━', filled), new Style(Color.Teal)));
        console.Write(new Text(new string('─', Width - filled), new Style(Color.Grey)));
        console.Write(string.Create(CultureInfo.InvariantCulture, $" turn {turn}/{_turns}  {figures.InputTokensSent ?? 0:N0} prompt tokens, {figures.TokensSaved:N0} saved   "));
        if (turn == _turns) console.WriteLine();
    }

    public void End()
    {
    }
}
