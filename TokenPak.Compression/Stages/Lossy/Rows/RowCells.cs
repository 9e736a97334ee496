using System.IO.Hashing;
using System.Runtime.InteropServices;
using TokenPak.Compression.Stages.Tables;

namespace TokenPak.Compression.Stages.Lossy.Rows;

/// <summary>The values of a row with the number of their column: members by name, inner objects' members by path, an array's elements by place.</summary>
internal sealed class RowCells(JsonTree tree)
{
    private const int MaxDepth = 4;
    private const int MaxElements = 4;

    private readonly Dictionary<(int Parent, ulong Name), int> _columns = [];
    private readonly List<(int Column, int Node)> _cells = [];

    /// <summary>The cells of a row; valid until the next call.</summary>
    public List<(int Column, int Node)> Of(ReadOnlySpan<char> text, int row, bool isKeyed)
    {
        _cells.Clear();
        Add(text, row, isKeyed ? -2 : -1, 0);
        return _cells;
    }

    private void Add(ReadOnlySpan<char> text, int index, int parent, int depth)
    {
        ref readonly var node = ref tree[index];
        if (node.Kind is JsonKind.Literal or JsonKind.String || depth == MaxDepth || node.Count == 0)
        {
            _cells.Add((parent < 0 ? ColumnOf(-1, 0) : parent, index));
            return;
        }

        var place = 0;
        for (var child = index + 1; child < node.End; child = tree[child].End)
        {
            if (node.Kind == JsonKind.Array && ++place > MaxElements) break;
            var name = text.Slice(tree[child].NameStart, tree[child].NameLength);
            Add(text, child, ColumnOf(parent, name.IsEmpty ? (ulong)place : XxHash3.HashToUInt64(MemoryMarshal.AsBytes(name))), depth + 1);
        }
    }

    private int ColumnOf(int parent, ulong name)
    {
        ref var column = ref CollectionsMarshal.GetValueRefOrAddDefault(_columns, (parent, name), out var known);
        if (!known) column = _columns.Count - 1;
        return column;
    }
}
