namespace TokenPak.Compression.Stages.Tables;

/// <summary>Finds the objects and arrays that begin a line.</summary>
internal static class JsonFinder
{
    /// <summary>Work on candidates that turn out to be no JSON, in lengths of the text.</summary>
    private const int WastePasses = 4;

    private const int MaxRoots = 16_384;

    /// <summary>False where there is none, or where other text could be taken for a table.</summary>
    public static bool TryFind(ReadOnlySpan<char> text, JsonTree tree, List<JsonRoot> roots)
    {
        var waste = (long)text.Length * WastePasses;
        var at = 0;
        var copied = 0;
        while (at < text.Length && roots.Count < MaxRoots)
        {
            var candidate = Next(text, at);
            if (candidate < 0) break;
            var node = tree.Count;
            if (tree.TryRead(text, candidate, out var read))
            {
                if (LooksLikeTable(text[copied..candidate])) return false;
                roots.Add(new JsonRoot(node, candidate, read));
                at = copied = read;
                continue;
            }

            waste -= Math.Max(read - candidate, 1);
            if (waste < 0) return false;
            at = candidate + 1;
        }

        return roots.Count is > 0 and < MaxRoots && !LooksLikeTable(text[copied..]);
    }

    /// <summary>The next brace or bracket with nothing but blanks before it on its line.</summary>
    public static int Next(ReadOnlySpan<char> text, int from)
    {
        while (true)
        {
            var found = text[from..].IndexOfAny('{', '[');
            if (found < 0) return -1;
            var at = from + found;
            var before = text[..at].TrimEnd(" \t");
            if (before.IsEmpty || before[^1] is '\n' or '\r') return at;
            from = at + 1;
        }
    }

    private static bool LooksLikeTable(ReadOnlySpan<char> text) => text.IndexOf("[\n") >= 0 || text.IndexOf("[groups\n") >= 0 || text.IndexOf("{\n") >= 0;
}
