using System.IO.Hashing;
using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>
/// Finds the columns of uniform objects. Rows may lack members; one that has them in another order, or too many of its own, is no row of the table and
/// stands between the rows as JSON.
/// </summary>
internal static class TableShape
{
    private const int MaxColumns = 128;
    private const int MaxDepth = 4;

    /// <summary>In percent: how many of the objects have to be rows, and how many of the table's cells have to be there.</summary>
    private const int MinFilled = 60;

    /// <summary>The columns, with cells for the objects that are rows; <paramref name="rows"/> keeps those only.</summary>
    public static List<TableColumn>? Of(ReadOnlySpan<char> text, JsonTree tree, List<int> rows)
    {
        var columns = new ColumnList(rows.Count, null);
        columns.Place(text, tree, rows[Usual(text, tree, rows)], -1);
        var objects = rows.Count;
        var kept = 0;
        for (var r = 0; r < objects; r++)
        {
            if (!columns.Fits(text, tree, rows[r])) continue;
            columns.Place(text, tree, rows[r], kept);
            rows[kept++] = rows[r];
        }

        rows.RemoveRange(kept, objects - kept);
        columns.Columns.RemoveAll(c => Array.TrueForAll(c.Cells, cell => cell < 0)); // of an object that was taken for usual and is no row itself
        return kept * 100 < objects * MinFilled || kept < 2 ? null : Close(text, tree, columns, kept, 0);
    }

    private static List<TableColumn>? Close(ReadOnlySpan<char> text, JsonTree tree, ColumnList columns, int rows, int depth)
    {
        if (columns.HasNameTwice || columns.Filled * 100 < (long)columns.Present * columns.Columns.Count * MinFilled) return null;
        foreach (var column in columns.Columns)
        {
            if (column.Cells.Length > rows) column.Cells = column.Cells[..rows];
            if (depth < MaxDepth) column.Members = Members(text, tree, column, depth + 1);
        }

        return columns.Columns;
    }

    /// <summary>The columns inside a column whose values are uniform objects, all of them.</summary>
    private static List<TableColumn>? Members(ReadOnlySpan<char> text, JsonTree tree, TableColumn column, int depth)
    {
        foreach (var cell in column.Cells)
        {
            if (cell >= 0 && (tree[cell].Kind != JsonKind.Object || tree[cell].Count == 0)) return null;
        }

        var columns = new ColumnList(column.Cells.Length, column);
        for (var r = 0; r < column.Cells.Length; r++)
        {
            if (column.Cells[r] < 0) continue;
            if (columns.Columns.Count > 0 && !columns.Fits(text, tree, column.Cells[r])) return null;
            columns.Place(text, tree, column.Cells[r], r);
        }

        return Close(text, tree, columns, column.Cells.Length, depth);
    }

    /// <summary>An object with the names that most have.</summary>
    private static int Usual(ReadOnlySpan<char> text, JsonTree tree, List<int> rows)
    {
        var counts = new Dictionary<ulong, (int Count, int First)>(Scatter.Instance);
        var best = (Count: 0, First: 0);
        for (var r = 0; r < rows.Count; r++)
        {
            var hash = 0UL;
            for (var cell = rows[r] + 1; cell < tree[rows[r]].End; cell = tree[cell].End)
                hash = (hash * 31) + XxHash3.HashToUInt64(MemoryMarshal.AsBytes(text.Slice(tree[cell].NameStart, tree[cell].NameLength)));
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, hash, out var known);
            count = known ? (count.Count + 1, count.First) : (1, r);
            if (count.Count > best.Count) best = count;
        }

        return best.First;
    }

    /// <summary>Columns while they are being found.</summary>
    private sealed class ColumnList(int rows, TableColumn? parent)
    {
        private readonly Dictionary<string, TableColumn> _byName = new(StringComparer.Ordinal);
        private int _usual;

        public List<TableColumn> Columns { get; } = [];

        public long Filled { get; private set; }

        public int Present { get; private set; }

        /// <summary>An object has a name twice, which a table cannot say.</summary>
        public bool HasNameTwice { get; private set; }

        public bool Fits(ReadOnlySpan<char> text, JsonTree tree, int row)
        {
            if (tree[row].Count == 0) return false;
            var lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
            var (last, added) = (-1, 0);
            for (var cell = row + 1; cell < tree[row].End; cell = tree[cell].End)
            {
                var name = Name(text, tree, cell);
                if (last + 1 < Columns.Count && name.SequenceEqual(Columns[last + 1].Name)) last++;
                else if (!lookup.TryGetValue(name, out var column)) added++;
                else if (column.Position <= last) return false;
                else last = column.Position;
            }

            return added * 2 <= tree[row].Count && Columns.Count + added <= Math.Min(MaxColumns, (2 * _usual) + 8);
        }

        /// <summary>Adds the object's names, and its values as a row where <paramref name="r"/> is one.</summary>
        public void Place(ReadOnlySpan<char> text, JsonTree tree, int row, int r)
        {
            var lookup = _byName.GetAlternateLookup<ReadOnlySpan<char>>();
            var last = -1;
            for (var cell = row + 1; cell < tree[row].End; cell = tree[cell].End)
            {
                var name = Name(text, tree, cell);
                TableColumn? column;
                if (last + 1 < Columns.Count && name.SequenceEqual(Columns[last + 1].Name)) column = Columns[last + 1];
                else if (!lookup.TryGetValue(name, out column)) column = Insert(name.ToString(), last + 1);
                last = column.Position;
                if (r < 0) continue;
                HasNameTwice |= column.Cells[r] >= 0;
                column.Cells[r] = cell;
                Filled++;
            }

            if (_usual == 0) _usual = Columns.Count;
            if (r >= 0) Present++;
        }

        private static ReadOnlySpan<char> Name(ReadOnlySpan<char> text, JsonTree tree, int cell) => text.Slice(tree[cell].NameStart + 1, tree[cell].NameLength - 2);

        private TableColumn Insert(string name, int at)
        {
            var column = new TableColumn(name, rows) { Parent = parent };
            Columns.Insert(at, column);
            for (var c = at; c < Columns.Count; c++) Columns[c].Position = c;
            _byName.Add(name, column);
            return column;
        }
    }
}
