using System.Text;

namespace TokenPak.Compression.Tests.Stages.Tables;

internal sealed class TableReaderColumn(string name)
{
    public string Name { get; } = name;

    public List<TableReaderColumn>? Members { get; set; }

    /// <summary>What stands behind the equals sign of the header, or null.</summary>
    public string? Definition { get; set; }

    private bool IsJson => Definition is ['"' or '{' or '[', ..];

    private bool IsDerived => !IsJson && Definition?.Contains('<') == true;

    private bool IsAffixed => !IsJson && !IsDerived && Definition?.Contains('…') == true;

    public bool IsInRows => Definition is null || IsAffixed;

    /// <summary>How many cells it has in a row.</summary>
    public int Cells => Members?.Sum(m => m.Cells) ?? (IsInRows ? 1 : 0);

    /// <summary>The member's JSON, or null where the row has none.</summary>
    public string? Value(List<TableReaderColumn> siblings, List<TableReaderColumn> root, Dictionary<TableReaderColumn, string> cells)
    {
        if (IsJson) return Definition;
        if (IsDerived) return '"' + Derive(Definition ?? "", siblings, root, cells) + '"';
        if (Definition is not null && !IsAffixed) return Scalar(Definition);
        var cell = cells[this];
        if (IsAffixed) return '"' + Definition?.Replace("…", cell, StringComparison.Ordinal) + '"';
        return cell.Length == 0 ? null : Scalar(cell);
    }

    private static string Scalar(string cell) =>
        cell[0] is '"' or '{' or '[' || TableReader.Literals().Match(cell).Length == cell.Length ? cell : '"' + cell + '"';

    private static string Derive(string definition, List<TableReaderColumn> siblings, List<TableReaderColumn> root, Dictionary<TableReaderColumn, string> cells)
    {
        var output = new StringBuilder();
        for (var at = 0; at < definition.Length;)
        {
            var open = definition.IndexOf('<', at);
            if (open < 0)
            {
                output.Append(definition, at, definition.Length - at);
                break;
            }

            var close = definition.IndexOf('>', open);
            output.Append(definition, at, open - at).Append(cells[Find(definition[(open + 1)..close], siblings, root)]);
            at = close + 1;
        }

        return output.ToString();
    }

    private static TableReaderColumn Find(string path, List<TableReaderColumn> siblings, List<TableReaderColumn> root)
    {
        if (siblings.Find(c => c.Name == path) is { } sibling) return sibling;
        var names = path.Split('.');
        var columns = root;
        foreach (var name in names[..^1]) columns = columns.Single(c => c.Name == name).Members ?? throw new FormatException();
        return columns.Single(c => c.Name == names[^1]);
    }
}
