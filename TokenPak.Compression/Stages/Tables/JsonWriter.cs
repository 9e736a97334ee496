using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>Writes values without blanks, uniform objects as tables where that is shorter, strings with the legend's prefixes shortened.</summary>
internal sealed class JsonWriter(JsonTree tree, TextBuffer output, PrefixLegend? legend)
{
    private const int MinRows = 2;
    private const int MinKeyedRows = 3;

    /// <summary>Inside what was tried as a table itself, tables are tried only so deep, or every level would double the work.</summary>
    private const int MaxTries = 4;

    private const int MaxEncodings = 2;

    private int _tries;
    private int _encodings;

    /// <summary>For a string that holds JSON.</summary>
    public static JsonWriter Within(JsonTree tree, TextBuffer output, int encodings) => new(tree, output, null) { _encodings = encodings };

    public static void WriteCompact(ReadOnlySpan<char> text, JsonTree tree, int index, TextBuffer output, PrefixLegend? legend)
    {
        ref var node = ref tree[index];
        if (node.Kind is JsonKind.Literal or JsonKind.String)
        {
            WriteScalar(text.Slice(node.Start, node.Length), output, legend);
            return;
        }

        output.Append(node.Kind == JsonKind.Object ? '{' : '[');
        for (var child = index + 1; child < node.End; child = tree[child].End)
        {
            if (child > index + 1) output.Append(',');
            AppendName(text, tree[child], output);
            WriteCompact(text, tree, child, output, legend);
        }

        output.Append(node.Kind == JsonKind.Object ? '}' : ']');
    }

    public void Write(ReadOnlySpan<char> text, int index)
    {
        ref var node = ref tree[index];
        var json = text.Slice(node.Start, node.Length);
        if (node.Kind is JsonKind.Object or JsonKind.Array) WriteShorter(text, index);
        else if (node.Kind == JsonKind.Literal || _encodings >= MaxEncodings || !EncodedJson.TryWrite(json[1..^1], _encodings + 1, output)) WriteScalar(json, output, legend);
    }

    /// <summary>Lines that are objects, as the rows of one table; false where the lines themselves are shorter.</summary>
    public bool TryWriteLines(ReadOnlySpan<char> text, ReadOnlySpan<int> rows)
    {
        var mark = output.Length;
        for (var r = 0; r < rows.Length; r++)
        {
            if (r > 0) output.Append('\n');
            Write(text, rows[r]);
        }

        var lines = output.Length;
        if (TryWriteTable(text, new TableRows([.. rows], []), "{\n", "\n}") && KeepShorter(mark, lines)) return true;
        output.Truncate(mark);
        return false;
    }

    private static void WriteScalar(ReadOnlySpan<char> json, TextBuffer output, PrefixLegend? legend)
    {
        if (legend is null || json[0] != '"' || !legend.TryShorten(json[1..^1], out var symbol, out var length))
        {
            output.Append(json);
            return;
        }

        output.Append("\"$");
        output.Append(symbol);
        output.Append(json[(1 + length)..]);
    }

    private static void AppendName(ReadOnlySpan<char> text, in JsonNode node, TextBuffer output)
    {
        if (node.NameLength == 0) return;
        output.Append(text.Slice(node.NameStart, node.NameLength));
        output.Append(':');
    }

    private void WriteMembers(ReadOnlySpan<char> text, int index)
    {
        var (kind, end) = (tree[index].Kind, tree[index].End);
        output.Append(kind == JsonKind.Object ? '{' : '[');
        for (var child = index + 1; child < end; child = tree[child].End)
        {
            if (child > index + 1) output.Append(',');
            AppendName(text, tree[child], output);
            Write(text, child);
        }

        output.Append(kind == JsonKind.Object ? '}' : ']');
    }

    /// <summary>The value as JSON, and behind it as a table; the shorter one stays.</summary>
    private void WriteShorter(ReadOnlySpan<char> text, int index)
    {
        var mark = output.Length;
        tree[index].IsTable = false;
        var isObject = tree[index].Kind == JsonKind.Object;
        var rows = _tries == MaxTries ? null : TableRows.Of(tree, index, isObject ? MinKeyedRows : MinRows);
        if (rows is null)
        {
            WriteMembers(text, index);
            return;
        }

        _tries++;
        WriteMembers(text, index);
        _tries--;
        var json = output.Length;
        var (opening, closing) = isObject ? ("{\n", "\n}") : rows.Ends.Count > 0 ? ("[groups\n", "\n]") : ("[\n", "\n]");
        if (TryWriteTable(text, rows, opening, closing)) tree[index].IsTable = KeepShorter(mark, json);
        else output.Truncate(json);
    }

    /// <summary>Of two texts behind each other, keeps the second if it is shorter, else the first.</summary>
    private bool KeepShorter(int mark, int end)
    {
        if (output.Length - end >= end - mark)
        {
            output.Truncate(end);
            return false;
        }

        var table = output.Text[end..];
        output.Truncate(mark);
        output.Append(table);
        return true;
    }

    private bool TryWriteTable(ReadOnlySpan<char> text, TableRows rows, string opening, string closing)
    {
        var objects = rows.Nodes.ToArray();
        var columns = TableShape.Of(text, tree, rows.Nodes);
        if (columns is null || (rows.Nodes.Count < objects.Length && !rows.MayHaveOthers)) return false;
        if (rows.AreKeyed && !rows.TryAddKeys(tree, columns)) return false;
        if (!ColumnForms.Choose(text, tree, columns)) return false;
        var writer = new TableWriter(tree, output, legend);
        output.Append(opening);
        writer.WriteHeader(text, columns);
        var (group, row) = (0, 0);
        for (var r = 0; r < objects.Length; r++)
        {
            if (group < rows.Ends.Count && rows.Ends[group] == r)
            {
                output.Append('\n');
                group++;
            }

            output.Append('\n');
            if (row == rows.Nodes.Count || rows.Nodes[row] != objects[r])
            {
                writer.WriteJson(text, objects[r]);
                continue;
            }

            var start = output.Length;
            writer.WriteRow(text, columns, row++);
            if (output.Length == start) return false; // an empty line is no row
        }

        output.Append(closing);
        return rows.Nodes.Count == objects.Length || writer.Cells > 1; // a row of one cell could be taken for an object that is no row
    }
}
