using TokenPak.Compression.Stages.Tables;

namespace TokenPak.Compression.Stages.Lossy.Rows;

/// <summary>Values that are alike: the elements of an array, the members of an object whose names are data, or JSON objects on lines of their own.</summary>
/// <param name="Holder">The array or object; -1 for lines.</param>
/// <param name="Nodes">The rows.</param>
internal sealed record RowSet(int Holder, List<int> Nodes)
{
    /// <summary>A shorter list is read row by row: what is left out of it is asked for. Fewer members are an object's fields, whatever their names.</summary>
    private const int MinRows = 20;

    /// <summary>The rows at a node, or null where it is no list of alike values.</summary>
    public static RowSet? Of(ReadOnlySpan<char> text, JsonTree tree, int index)
    {
        ref readonly var node = ref tree[index];
        if (node.Kind is not (JsonKind.Array or JsonKind.Object) || node.Count < MinRows) return null;
        var rows = new RowSet(index, new List<int>(node.Count));
        var (objects, named) = (0, 0);
        for (var child = index + 1; child < node.End; child = tree[child].End)
        {
            rows.Nodes.Add(child);
            if (tree[child].Kind == JsonKind.Object) objects++;
            if (text.Slice(tree[child].NameStart, tree[child].NameLength).ContainsAnyInRange('0', '9')) named++;
        }

        // Objects among others, or others among objects, are a structure, not a list.
        if (objects * 10 < rows.Nodes.Count * 9 && objects * 10 > rows.Nodes.Count) return null;
        return node.Kind == JsonKind.Array || named * 10 >= rows.Nodes.Count * 9 ? rows : null;
    }

    /// <summary>Roots from <paramref name="first"/> on that are objects on lines of their own.</summary>
    public static RowSet? OfLines(ReadOnlySpan<char> text, JsonTree tree, List<JsonRoot> roots, int first)
    {
        var rows = new RowSet(-1, []);
        for (var i = first; i < roots.Count && tree[roots[i].Node].Kind == JsonKind.Object; i++)
        {
            if (i > first && text[roots[i - 1].End..roots[i].Start].Trim("\r\n").Length > 0) break;
            rows.Nodes.Add(roots[i].Node);
        }

        return rows.Nodes.Count >= MinRows ? rows : null;
    }
}
