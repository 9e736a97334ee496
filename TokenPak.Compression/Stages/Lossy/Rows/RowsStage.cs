using TokenPak.Compression.Documents;
using TokenPak.Compression.Stages.Tables;

namespace TokenPak.Compression.Stages.Lossy.Rows;

/// <summary>Long lists in JSON, alone or on lines of a text, without the rows that are like the others. A line above each says which rows are kept.</summary>
internal sealed class RowsStage : ILossyStage
{
    /// <summary>A list of which more than this share stays is left whole, in percent.</summary>
    private const int MaxKeptPercent = 80;

    public byte Id => StageId.Rows;

    public int Version => 3;

    public bool Accepts(in LossyBlock block) => block.Content is ContentKind.Output or ContentKind.Search;

    public bool TryShorten(in LossyBlock block, TextBuffer output)
    {
        var text = block.Text;
        using var tree = new JsonTree();
        var roots = new List<JsonRoot>();
        if (!JsonFinder.TryFind(text, tree, roots)) return false;
        var copied = 0;
        for (var i = 0; i < roots.Count; i++)
        {
            output.Append(text[copied..roots[i].Start]);
            copied = roots[i].End;
            if (RowSet.OfLines(text, tree, roots, i) is { } lines)
            {
                WriteLines(block, tree, lines, output);
                i += lines.Nodes.Count - 1;
                copied = roots[i].End;
                continue;
            }

            WriteRoot(block, tree, roots[i].Node, output);
        }

        output.Append(text[copied..]);
        return block.Omission.Gaps > 0;
    }

    private static void WriteLines(in LossyBlock block, JsonTree tree, RowSet lines, TextBuffer output)
    {
        var kept = RowJudge.Judge(block.Text, tree, lines, block.Question);
        if (IsWorth(kept)) WriteNote(block, kept, default, output);
        else Array.Fill(kept, true);
        var first = true;
        for (var i = 0; i < kept.Length; i++)
        {
            if (!kept[i]) continue;
            if (!first) output.Append('\n');
            output.Append(RowJudge.Whole(block.Text, tree[lines.Nodes[i]]));
            first = false;
        }
    }

    /// <summary>Notes first, each list in the order of the text, then the value.</summary>
    private static void WriteRoot(in LossyBlock block, JsonTree tree, int root, TextBuffer output)
    {
        var text = block.Text;
        var sets = new List<(RowSet Rows, bool[] Kept)>();
        for (var index = root; index < tree[root].End;)
        {
            if (RowSet.Of(text, tree, index) is not { } rows || RowJudge.Judge(text, tree, rows, block.Question) is not { } kept || !IsWorth(kept))
            {
                index++;
                continue;
            }

            sets.Add((rows, kept));
            var holder = tree[rows.Holder];
            WriteNote(block, kept, text.Slice(holder.NameStart, holder.NameLength), output);
            index = holder.End;
        }

        var at = tree[root].Start;
        foreach (var (rows, kept) in sets)
        {
            var holder = tree[rows.Holder];
            output.Append(text[at..(holder.Start + 1)]);
            var first = true;
            for (var i = 0; i < kept.Length; i++)
            {
                if (!kept[i]) continue;
                if (!first) output.Append(',');
                output.Append(RowJudge.Whole(text, tree[rows.Nodes[i]]));
                first = false;
            }

            at = holder.Start + holder.Length - 1;
        }

        output.Append(text[at..(tree[root].Start + tree[root].Length)]);
    }

    private static void WriteNote(in LossyBlock block, bool[] kept, ReadOnlySpan<char> of, TextBuffer output)
    {
        block.Omission.WriteKept(output, kept, "rows", of);
        output.Append('\n');
    }

    private static bool IsWorth(ReadOnlySpan<bool> kept) => kept.Count(true) * 100 <= kept.Length * MaxKeptPercent;
}
