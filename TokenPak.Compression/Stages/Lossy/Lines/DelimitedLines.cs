namespace TokenPak.Compression.Stages.Lossy.Lines;

/// <summary>Tells tables of text (CSV and the like), whose lines all have the same number of cells.</summary>
internal static class DelimitedLines
{
    private const int MinPercent = 95;

    /// <summary>The character between cells, or NUL where the text is no table.</summary>
    public static char DelimiterOf(ReadOnlySpan<char> text, List<(int Start, int Length)> lines)
    {
        foreach (var delimiter in (ReadOnlySpan<char>)[',', '\t', ';', '|'])
        {
            var cells = 0;
            var (alike, filled) = (0, 0);
            foreach (var (start, length) in lines)
            {
                var line = text.Slice(start, length).Trim("\r ");
                if (line.IsEmpty) continue;
                var count = CellsIn(line, delimiter);
                if (filled++ == 0) cells = count;
                if (count == cells) alike++;
            }

            if (cells >= 3 && alike * 100 >= filled * MinPercent) return delimiter;
        }

        return '\0';
    }

    public static int CellsIn(ReadOnlySpan<char> line, char delimiter)
    {
        var cells = 0;
        foreach (var _ in new DelimitedCells(line, delimiter)) cells++;
        return cells;
    }
}

/// <summary>The cells of a line; a delimiter between quotation marks is none.</summary>
internal ref struct DelimitedCells(ReadOnlySpan<char> line, char delimiter)
{
    private readonly ReadOnlySpan<char> _line = line;
    private int _next;

    public (int Start, int Length) Current { get; private set; }

    public readonly DelimitedCells GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next > _line.Length) return false;
        var (at, quoted) = (_next, false);
        for (; at < _line.Length && (quoted || _line[at] != delimiter); at++) quoted ^= _line[at] == '"';
        Current = (_next, at - _next);
        _next = at + 1;
        return true;
    }
}
