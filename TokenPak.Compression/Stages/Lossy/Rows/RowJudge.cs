using System.Globalization;
using TokenPak.Compression.Stages.Tables;

namespace TokenPak.Compression.Stages.Lossy.Rows;

/// <summary>Tells which rows of a set stay: the first, the last, those unlike the others, those that speak of an error, and those that the question names.</summary>
internal static class RowJudge
{
    private const int First = 3;
    private const int Last = 2;

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Statuses = Names("status", "code", "status_code", "statuscode", "http_status", "httpstatus", "response_code", "responsecode");
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Exits = Names("exit_code", "exitcode", "returncode", "return_code", "exitstatus");
    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Successes = Names("ok", "success", "succeeded", "passed", "valid", "healthy", "ready");

    public static bool[] Judge(ReadOnlySpan<char> text, JsonTree tree, RowSet rows, Question question)
    {
        var kept = new bool[rows.Nodes.Count];
        var cells = new RowCells(tree);
        var outliers = new OutlierFinder();
        var named = new NamedPieces(question);
        var isKeyed = rows.Holder >= 0 && tree[rows.Holder].Kind == JsonKind.Object;
        foreach (var row in rows.Nodes)
        {
            foreach (var (column, node) in cells.Of(text, row, isKeyed)) outliers.Gather(column, ValueOf(text, tree[node]));
            outliers.EndGathering();
            named.Gather(Whole(text, tree[row]));
        }

        for (var i = 0; i < kept.Length; i++)
        {
            var unlike = false;
            foreach (var (column, node) in cells.Of(text, rows.Nodes[i], isKeyed))
                unlike |= outliers.IsUnlike(column, ValueOf(text, tree[node])) | IsFault(text, tree[node], node == rows.Nodes[i]);
            unlike |= outliers.LacksOne();
            kept[i] = unlike || i < First || i >= kept.Length - Last || named.IsNamed(Whole(text, tree[rows.Nodes[i]]));
        }

        return kept;
    }

    /// <summary>A row as it stands in the text, with its name where it has one.</summary>
    public static ReadOnlySpan<char> Whole(ReadOnlySpan<char> text, in JsonNode node)
    {
        var start = node.NameLength > 0 ? node.NameStart : node.Start;
        return text[start..(node.Start + node.Length)];
    }

    private static ReadOnlySpan<char> ValueOf(ReadOnlySpan<char> text, in JsonNode node) => text.Slice(node.Start, node.Length);

    /// <summary>Whether a value speaks of an error: by its words, or by its name and a value that is not the good one.</summary>
    private static bool IsFault(ReadOnlySpan<char> text, in JsonNode node, bool isRow)
    {
        var value = ValueOf(text, node).Trim('"');
        if (node.Kind == JsonKind.String && Signals.IsIn(value)) return true;
        if (isRow || node.NameLength == 0) return false;
        var name = text.Slice(node.NameStart + 1, node.NameLength - 2);
        if (Signals.IsIn(name)) return value is not ("" or "null" or "false" or "0" or "[]" or "{}" or "none" or "None");
        if (Successes.Contains(name)) return value is "false";
        if (!int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) return false;
        return (Statuses.Contains(name) && number is >= 400 and < 600) || (Exits.Contains(name) && number != 0);
    }

    private static HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Names(params string[] names) =>
        new HashSet<string>(names, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
}
