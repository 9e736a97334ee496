using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>Writes a table: one line of column names, with what is the same in all rows, then one line a row, cells between bars.</summary>
internal sealed class TableWriter(JsonTree tree, TextBuffer output, PrefixLegend? legend)
{
    /// <summary>How many cells the last row had.</summary>
    public int Cells { get; private set; }

    public void WriteHeader(ReadOnlySpan<char> text, List<TableColumn> columns)
    {
        for (var c = 0; c < columns.Count; c++)
        {
            if (c > 0) output.Append('|');
            WriteColumn(text, columns[c]);
        }
    }

    public void WriteRow(ReadOnlySpan<char> text, List<TableColumn> columns, int row)
    {
        Cells = 0;
        WriteCells(text, columns, row);
    }

    /// <summary>An object or array inside a cell, or an object that is no row.</summary>
    public void WriteJson(ReadOnlySpan<char> text, int index)
    {
        tree[index].IsJsonInTable = true;
        JsonWriter.WriteCompact(text, tree, index, output, legend);
    }

    private void WriteColumn(ReadOnlySpan<char> text, TableColumn column)
    {
        if (column.IsKey) output.Append("<key>");
        else WriteName(column.Name);
        if (column.Members is not null)
        {
            output.Append('{');
            WriteHeader(text, column.Members);
            output.Append('}');
            return;
        }

        if (column.Form == ColumnForm.Plain) return;
        output.Append('=');
        ref var node = ref tree[column.Cells[0]];
        var content = text.Slice(node.Start, node.Length);
        if (column.Form == ColumnForm.Constant)
        {
            if (node.Kind is JsonKind.Object or JsonKind.Array) WriteJson(text, column.Cells[0]);
            else if (node.Kind == JsonKind.String && CellText.IsPlain(content[1..^1]) && CellText.IsPlainInHeader(content[1..^1])) output.Append(content[1..^1]);
            else output.Append(content);
            return;
        }

        content = content[1..^1];
        if (column.Form == ColumnForm.Affixed)
        {
            output.Append(content[..column.Prefix]);
            output.Append('…');
            output.Append(content[^column.Suffix..]);
            return;
        }

        foreach (var part in column.Parts)
        {
            if (part.Column is null)
            {
                output.Append(content.Slice(part.Start, part.Length));
                continue;
            }

            output.Append('<');
            ColumnNames.Append(column, part.Column, output);
            output.Append('>');
        }
    }

    private void WriteName(ReadOnlySpan<char> name)
    {
        if (CellText.IsPlainName(name))
        {
            output.Append(name);
            return;
        }

        output.Append('"');
        output.Append(name);
        output.Append('"');
    }

    private void WriteCells(ReadOnlySpan<char> text, List<TableColumn> columns, int row)
    {
        foreach (var column in columns)
        {
            if (column.Members is not null)
            {
                WriteCells(text, column.Members, row);
                continue;
            }

            if (column.Form is ColumnForm.Constant or ColumnForm.Derived) continue;
            if (Cells++ > 0) output.Append('|');
            var cell = column.Cells[row];
            if (cell < 0) continue;
            ref var node = ref tree[cell];
            if (node.Kind is JsonKind.Object or JsonKind.Array) WriteJson(text, cell);
            else if (column.Form == ColumnForm.Affixed) output.Append(text.Slice(node.Start + 1, node.Length - 2)[column.Prefix..^column.Suffix]);
            else output.Append(CellText.Of(text, node));
        }
    }
}
