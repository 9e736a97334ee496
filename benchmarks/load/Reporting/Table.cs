namespace TokenPak.Load.Reporting;

/// <summary>A Markdown table whose columns line up on a terminal too.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [header];

    public void Add(params string[] row) => _rows.Add(row);

    public void WriteTo(TextWriter output)
    {
        var widths = Enumerable.Range(0, header.Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < _rows.Count; i++)
        {
            output.WriteLine("| " + string.Join(" | ", _rows[i].Select((cell, column) => cell.PadRight(widths[column]))) + " |");
            if (i == 0) output.WriteLine("|" + string.Join("|", widths.Select(width => new string('-', width + 2))) + "|");
        }

        output.WriteLine();
    }
}
