namespace TokenPak.Compression.Stages.Prose;

/// <summary>What a unit is read under: the headings that are open, a line that ended in a colon, the item above, the table's header.</summary>
internal sealed class ProseOutline
{
    /// <summary>The level of a title that no mark sets apart: under all others.</summary>
    public const int PlainLevel = 7;

    private const int MaxDepth = 16;

    private readonly int[] _headings = [-1, -1, -1, -1, -1, -1, -1, -1];
    private readonly List<(int Indent, int Unit)> _items = [];
    private int _lead = -1;
    private int _leadUntil;
    private int _ended;

    public int Paragraph { get; private set; }

    /// <summary>The innermost heading that is open, or -1.</summary>
    public int Heading => ParentOfHeading(PlainLevel + 1);

    /// <summary>The header of the table that goes on, or -1.</summary>
    public int Table { get; set; } = -1;

    /// <summary>An empty line: the table and the paragraph are over. Further empty lines change nothing.</summary>
    public void EndParagraph(int units)
    {
        if (units == _ended) return;
        _ended = units;
        Paragraph++;
        Table = -1;
    }

    public void OpenHeading(int level, int unit)
    {
        _headings[level] = unit;
        Array.Fill(_headings, -1, level + 1, PlainLevel - level);
        _items.Clear();
        (_lead, Table) = (-1, -1);
    }

    public int ParentOfHeading(int level)
    {
        for (var above = level - 1; above > 0; above--)
        {
            if (_headings[above] >= 0) return _headings[above];
        }

        return -1;
    }

    /// <summary>A unit that ends in a colon leads in what follows in its own paragraph and the next, and every item of a list.</summary>
    public void OpenLead(int unit) => (_lead, _leadUntil) = (unit, Paragraph + 1);

    /// <summary>An item begins: those above it that are indented less are what it is read under.</summary>
    public void OpenItem(int indent, int unit)
    {
        while (_items.Count > 0 && _items[^1].Indent >= indent) _items.RemoveAt(_items.Count - 1);
        if (_items.Count < MaxDepth) _items.Add((indent, unit));
    }

    public int ParentOf(UnitKind kind)
    {
        if (kind == UnitKind.Item && _items.Count > 1) return _items[^2].Unit;
        if (kind == UnitKind.Row && Table >= 0) return Table;
        if (kind is not (UnitKind.Item or UnitKind.Code)) _items.Clear();
        if (_lead >= 0 && Paragraph > _leadUntil && kind != UnitKind.Item) _lead = -1;
        return _lead >= 0 ? _lead : Heading;
    }
}
