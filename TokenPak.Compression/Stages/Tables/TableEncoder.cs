using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>
/// JSON, alone or on lines of a text, in its shortest readable form: no blanks between tokens, uniform arrays as tables, beginnings that many strings
/// share in a legend on the first line. Numbers, escapes, order of members stay as they are written; what does not fit stays JSON.
/// </summary>
internal static class TableEncoder
{
    private const int MaxChars = 4 * 1024 * 1024;
    private const int MinLength = 64;
    private const int MinLines = 3;

    public static bool TryEncode(ReadOnlySpan<char> text, TextBuffer output)
    {
        if (text.Length is < MinLength or > MaxChars || text.StartsWith(PrefixLegend.Opening)) return false;
        using var tree = new JsonTree();
        var roots = new List<JsonRoot>();
        if (!JsonFinder.TryFind(text, tree, roots)) return false;

        var mark = output.Length;
        var nodes = tree.Count; // tables add nodes of their own behind
        Write(text, tree, roots, null, output);
        var plain = output.Length - mark;
        var legend = PrefixLegend.Choose(text, tree, nodes);
        if (legend is not null)
        {
            using var shortened = new TextBuffer();
            legend.Write(shortened);
            Write(text, tree, roots, legend, shortened);
            if (shortened.Length < plain)
            {
                output.Truncate(mark);
                output.Append(shortened.Text);
            }
        }

        return output.Length - mark < text.Length;
    }

    private static void Write(ReadOnlySpan<char> text, JsonTree tree, List<JsonRoot> roots, PrefixLegend? legend, TextBuffer output)
    {
        var writer = new JsonWriter(tree, output, legend);
        var copied = 0;
        for (var i = 0; i < roots.Count; i++)
        {
            output.Append(text[copied..roots[i].Start]);
            var lines = LinesFrom(text, tree, roots, i);
            if (lines >= MinLines)
            {
                var rows = new int[lines];
                for (var r = 0; r < lines; r++) rows[r] = roots[i + r].Node;
                if (writer.TryWriteLines(text, rows))
                {
                    foreach (var row in rows) tree[row].IsTable = true;
                    i += lines - 1;
                    copied = roots[i].End;
                    continue;
                }
            }

            writer.Write(text, roots[i].Node);
            copied = roots[i].End;
        }

        output.Append(text[copied..]);
    }

    /// <summary>How many roots from here on are objects on lines of their own.</summary>
    private static int LinesFrom(ReadOnlySpan<char> text, JsonTree tree, List<JsonRoot> roots, int from)
    {
        var count = 0;
        while (from + count < roots.Count && tree[roots[from + count].Node].Kind == JsonKind.Object)
        {
            if (count > 0 && text[roots[from + count - 1].End..roots[from + count].Start] is not "\n") break;
            count++;
        }

        return count;
    }
}
