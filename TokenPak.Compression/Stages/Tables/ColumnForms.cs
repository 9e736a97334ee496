using System.Buffers;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>Chooses for each column where its values stand. A string is made of other cells only where those stand in the row themselves: one step, no chain.</summary>
internal static class ColumnForms
{
    private const int MinAffix = 6;
    private const int MaxValue = 64;
    private const int MinDerived = 4;
    private static readonly SearchValues<char> Breaks = SearchValues.Create("/?=&:#,{}");
    private static readonly SearchValues<char> Cuts = SearchValues.Create("/=?#&@");

    /// <summary>False where no cell is left for the rows.</summary>
    public static bool Choose(ReadOnlySpan<char> text, JsonTree tree, List<TableColumn> columns)
    {
        var leaves = new List<TableColumn>();
        Flatten(columns, leaves, text, tree);
        var sources = new Dictionary<string, TableColumn>(StringComparer.Ordinal);
        foreach (var column in leaves)
        {
            if (column.Form == ColumnForm.Plain && IsSource(text, tree, column)) sources.TryAdd(CellText.Of(text, tree[column.Cells[0]]).ToString(), column);
        }

        foreach (var column in leaves)
        {
            if (column.Form != ColumnForm.Plain || column.IsNamed || !AreStrings(text, tree, column)) continue;
            if (TryDerive(text, tree, column, sources)) continue;
            TryAffix(text, tree, column);
        }

        return leaves.Exists(c => c.Form is ColumnForm.Plain or ColumnForm.Affixed);
    }

    /// <summary>The columns without groups; a group that is the same in all rows is a constant as a whole.</summary>
    private static void Flatten(List<TableColumn> columns, List<TableColumn> leaves, ReadOnlySpan<char> text, JsonTree tree)
    {
        foreach (var column in columns)
        {
            if (IsConstant(text, tree, column))
            {
                column.Form = ColumnForm.Constant;
                column.Members = null;
            }

            if (column.Members is null) leaves.Add(column);
            else Flatten(column.Members, leaves, text, tree);
        }
    }

    private static bool IsConstant(ReadOnlySpan<char> text, JsonTree tree, TableColumn column)
    {
        if (column.Cells[0] < 0) return false;
        var first = Json(text, tree, column.Cells[0]);
        foreach (var cell in column.Cells)
        {
            if (cell < 0 || !Json(text, tree, cell).SequenceEqual(first)) return false;
        }

        return true;
    }

    /// <summary>Short values that stand in every row as they are.</summary>
    private static bool IsSource(ReadOnlySpan<char> text, JsonTree tree, TableColumn column)
    {
        if (!CellText.IsPlainName(column.Name) || column.Name.Contains('.', StringComparison.Ordinal)) return false;
        foreach (var cell in column.Cells)
        {
            if (cell < 0 || tree[cell].Kind is JsonKind.Object or JsonKind.Array || tree[cell].Length > MaxValue) return false;
            var value = Json(text, tree, cell);
            if (tree[cell].Kind == JsonKind.String && (!CellText.IsPlain(value[1..^1]) || value.IndexOf(':') >= 0)) return false;
        }

        return true;
    }

    private static bool AreStrings(ReadOnlySpan<char> text, JsonTree tree, TableColumn column)
    {
        foreach (var cell in column.Cells)
        {
            if (cell < 0 || tree[cell].Kind != JsonKind.String || Json(text, tree, cell).IndexOf('\\') >= 0) return false;
        }

        return true;
    }

    private static bool TryDerive(ReadOnlySpan<char> text, JsonTree tree, TableColumn column, Dictionary<string, TableColumn> sources)
    {
        var first = Content(text, tree, column.Cells[0]);
        if (first.Length < MinDerived) return false;
        var lookup = sources.GetAlternateLookup<ReadOnlySpan<char>>();
        column.Parts.Clear();
        var literal = 0;
        for (var at = 0; at < first.Length;)
        {
            var end = SegmentEnd(first, at);
            var two = end < first.Length && first[end] == '/' ? SegmentEnd(first, end + 1) : end;
            TableColumn? source = null;
            if (two > end && Lookup(first[at..two]) is { } both) (source, end) = (both, two);
            else if (end > at) source = Lookup(first[at..end]);
            if (source is not null)
            {
                if (at > literal) column.Parts.Add(new TemplatePart(literal, at - literal, null));
                column.Parts.Add(new TemplatePart(at, end - at, source));
                literal = end;
            }

            at = end + 1;
        }

        if (literal < first.Length) column.Parts.Add(new TemplatePart(literal, first.Length - literal, null));
        if (!column.Parts.Exists(p => p.Column is not null) || !LiteralsArePlain(first, column) || !Holds(text, tree, column, first)) return false;
        column.Form = ColumnForm.Derived;
        foreach (var part in column.Parts) part.Column?.IsNamed = true;
        return true;

        TableColumn? Lookup(ReadOnlySpan<char> value) =>
            lookup.TryGetValue(value, out var found) && found != column && found.Form == ColumnForm.Plain && ColumnNames.CanName(column, found) ? found : null;
    }

    private static int SegmentEnd(ReadOnlySpan<char> text, int from)
    {
        var stop = text[from..].IndexOfAny(Breaks);
        return stop < 0 ? text.Length : from + stop;
    }

    private static bool LiteralsArePlain(ReadOnlySpan<char> first, TableColumn column)
    {
        if (column.Parts[0].Column is null && first[0] is '{' or '[' or ' ') return false;
        foreach (var part in column.Parts)
        {
            if (part.Column is null && !CellText.IsPlainInHeader(first.Slice(part.Start, part.Length))) return false;
        }

        return true;
    }

    private static bool Holds(ReadOnlySpan<char> text, JsonTree tree, TableColumn column, ReadOnlySpan<char> first)
    {
        for (var r = 1; r < column.Cells.Length; r++)
        {
            var rest = Content(text, tree, column.Cells[r]);
            foreach (var part in column.Parts)
            {
                var expected = part.Column is null ? first.Slice(part.Start, part.Length) : CellText.Of(text, tree[part.Column.Cells[r]]);
                if (!rest.StartsWith(expected)) return false;
                rest = rest[expected.Length..];
            }

            if (!rest.IsEmpty) return false;
        }

        return true;
    }

    private static void TryAffix(ReadOnlySpan<char> text, JsonTree tree, TableColumn column)
    {
        var first = Content(text, tree, column.Cells[0]);
        var (prefix, suffix, shortest) = (first.Length, first.Length, first.Length);
        foreach (var cell in column.Cells)
        {
            var value = Content(text, tree, cell);
            shortest = Math.Min(shortest, value.Length);
            prefix = first[..prefix].CommonPrefixLength(value);
            suffix = CommonSuffixLength(first[^suffix..], value);
        }

        prefix = first[..Math.Min(prefix, Math.Max(shortest - 1, 0))].LastIndexOfAny(Cuts) + 1;
        suffix = Math.Min(suffix, Math.Max(shortest - prefix - 1, 0));
        var cut = first[^suffix..].IndexOfAny(Cuts);
        suffix = cut < 0 ? 0 : suffix - cut;
        if (prefix + suffix < MinAffix || (prefix > 0 && first[0] is '{' or '[' or ' ')) return;
        if (!CellText.IsPlainInHeader(first[..prefix]) || !CellText.IsPlainInHeader(first[^suffix..])) return;
        foreach (var cell in column.Cells)
        {
            if (!CellText.IsPlainPart(Content(text, tree, cell)[prefix..^suffix])) return;
        }

        (column.Form, column.Prefix, column.Suffix) = (ColumnForm.Affixed, prefix, suffix);
    }

    private static int CommonSuffixLength(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[^(length + 1)] == b[^(length + 1)]) length++;
        return length;
    }

    private static ReadOnlySpan<char> Json(ReadOnlySpan<char> text, JsonTree tree, int node) => text.Slice(tree[node].Start, tree[node].Length);

    private static ReadOnlySpan<char> Content(ReadOnlySpan<char> text, JsonTree tree, int node) => text.Slice(tree[node].Start + 1, tree[node].Length - 2);
}
