namespace TokenPak.Compression.Stages.Tables;

/// <summary>A column: the members of one name in all rows, or a group of columns where they are objects.</summary>
/// <param name="name">The name's content, as the JSON spells it.</param>
/// <param name="rows">How many rows the table has.</param>
internal sealed class TableColumn(string name, int rows)
{
    /// <summary>Per row the value's node, or -1 where the row has no such member.</summary>
    public int[] Cells { get; set; } = New(rows);

    public string Name { get; } = name;

    /// <summary>The names of the members that are the rows.</summary>
    public bool IsKey { get; init; }

    public int Position { get; set; }

    public TableColumn? Parent { get; set; }

    /// <summary>The columns of a group; null for a column of its own.</summary>
    public List<TableColumn>? Members { get; set; }

    public ColumnForm Form { get; set; }

    /// <summary>For <see cref="ColumnForm.Affixed"/>: the characters that every string begins and ends with.</summary>
    public int Prefix { get; set; }

    public int Suffix { get; set; }

    /// <summary>For <see cref="ColumnForm.Derived"/>: literal text and other columns' values, in turn.</summary>
    public List<TemplatePart> Parts { get; } = [];

    /// <summary>Another column is made of this one's cells, so that they have to be there.</summary>
    public bool IsNamed { get; set; }

    private static int[] New(int rows)
    {
        var cells = new int[rows];
        Array.Fill(cells, -1);
        return cells;
    }
}
