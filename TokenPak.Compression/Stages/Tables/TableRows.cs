namespace TokenPak.Compression.Stages.Tables;

/// <summary>The objects that may be a table's rows: an array's, an array's arrays', or an object's members, whose names are then a column.</summary>
/// <param name="nodes">The objects.</param>
/// <param name="ends">For arrays in an array: how many objects there are up to the end of each.</param>
internal sealed class TableRows(List<int> nodes, List<int> ends)
{
    private const string KeyName = "key";

    public List<int> Nodes { get; } = nodes;

    public List<int> Ends { get; } = ends;

    public bool AreKeyed { get; private init; }

    /// <summary>Objects that do not fit may stand between the rows.</summary>
    public bool MayHaveOthers => !AreKeyed;

    public static TableRows? Of(JsonTree tree, int index, int least)
    {
        ref var node = ref tree[index];
        if (node.Count == 0) return null;
        var nested = node.Kind == JsonKind.Array && tree[index + 1].Kind == JsonKind.Array;
        var rows = new TableRows([], []) { AreKeyed = node.Kind == JsonKind.Object };
        if (!nested && node.Count < least) return null;
        for (var child = index + 1; child < node.End; child = tree[child].End)
        {
            if (nested ? tree[child].Kind != JsonKind.Array || tree[child].Count == 0 : tree[child].Kind != JsonKind.Object) return null;
            if (!nested)
            {
                rows.Nodes.Add(child);
                continue;
            }

            for (var inner = child + 1; inner < tree[child].End; inner = tree[inner].End)
            {
                if (tree[inner].Kind != JsonKind.Object) return null;
                rows.Nodes.Add(inner);
            }

            rows.Ends.Add(rows.Nodes.Count);
        }

        return rows.Nodes.Count >= least ? rows : null;
    }

    /// <summary>Puts the members' names before the other columns; false where there is a column of that name.</summary>
    public bool TryAddKeys(JsonTree tree, List<TableColumn> columns)
    {
        if (columns.Exists(c => c.Name == KeyName)) return false;
        var keys = new TableColumn(KeyName, Nodes.Count) { IsKey = true };
        for (var r = 0; r < Nodes.Count; r++)
        {
            var member = tree[Nodes[r]];
            keys.Cells[r] = tree.Count;
            tree.Add(new JsonNode { Kind = JsonKind.String, Start = member.NameStart, Length = member.NameLength, End = tree.Count + 1 });
        }

        columns.Insert(0, keys);
        return true;
    }
}
