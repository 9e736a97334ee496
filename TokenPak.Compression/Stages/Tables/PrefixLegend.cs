using System.IO.Hashing;
using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>The longest beginnings that many strings share which stand as JSON, cut at a slash: <c>$a</c> stands for one, the legend on the first line says which.</summary>
internal sealed class PrefixLegend
{
    public const string Opening = "[In strings ";
    private const int MaxPrefixes = 8;
    private const int MinPrefix = 12;
    private const int MaxSlashes = 12;
    private const int MinSaving = 16;

    private readonly List<string> _prefixes = [];

    /// <summary>For the first <paramref name="nodes"/> of the tree. Null where no prefix pays, or a string begins like one of the symbols.</summary>
    public static PrefixLegend? Choose(ReadOnlySpan<char> text, JsonTree tree, int nodes)
    {
        var strings = new List<(int Start, int Length)>();
        var (tableEnd, jsonEnd) = (0, 0);
        for (var i = 0; i < nodes; i++)
        {
            ref var node = ref tree[i];
            if (node.IsTable) tableEnd = Math.Max(tableEnd, node.End);
            if (node.IsJsonInTable) jsonEnd = Math.Max(jsonEnd, node.End);
            if (node.Kind != JsonKind.String) continue;
            var content = text.Slice(node.Start + 1, node.Length - 2);
            if (content.StartsWith("$")) return null; // wherever it stands now: with a legend, JSON may be shorter than the table
            if (i < tableEnd && i >= jsonEnd) continue;
            if (content.Length >= MinPrefix && content.Contains('/')) strings.Add((node.Start + 1, node.Length - 2));
        }

        var legend = new PrefixLegend();
        while (legend._prefixes.Count < MaxPrefixes && legend.TryAdd(text, strings))
        {
        }

        return legend._prefixes.Count > 0 ? legend : null;
    }

    public void Write(TextBuffer output)
    {
        output.Append(Opening);
        for (var i = 0; i < _prefixes.Count; i++)
        {
            if (i > 0) output.Append(' ');
            output.Append('$');
            output.Append((char)('a' + i));
            output.Append('=');
            output.Append(_prefixes[i]);
        }

        output.Append("]\n");
    }

    public bool TryShorten(ReadOnlySpan<char> content, out char symbol, out int length)
    {
        (symbol, length) = ('\0', 0);
        for (var i = 0; i < _prefixes.Count; i++)
        {
            if (_prefixes[i].Length <= length || !content.StartsWith(_prefixes[i])) continue;
            (symbol, length) = ((char)('a' + i), _prefixes[i].Length);
        }

        return length > 0;
    }

    /// <summary>Adds the prefix that saves most, and takes the strings that it shortens out of the list.</summary>
    private bool TryAdd(ReadOnlySpan<char> text, List<(int Start, int Length)> strings)
    {
        var counts = new Dictionary<ulong, (int Count, int Start, int Length)>(Scatter.Instance);
        foreach (var (start, length) in strings)
        {
            var content = text.Slice(start, length);
            var slashes = 0;
            for (var at = 0; at <= length && slashes < MaxSlashes; at++)
            {
                var next = at < length ? content[at..].IndexOf('/') : -1;
                at = next < 0 ? length : at + next;
                slashes++;
                if (at < MinPrefix) continue;
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, XxHash3.HashToUInt64(MemoryMarshal.AsBytes(content[..at])), out var known);
                count = known ? count with { Count = count.Count + 1 } : (1, start, at);
            }
        }

        var best = (Saving: MinSaving, Start: 0, Length: 0);
        foreach (var (_, (count, start, length)) in counts)
        {
            var saving = (count * (length - 2)) - length - 4;
            if (saving < best.Saving || (saving == best.Saving && start >= best.Start)) continue;
            if (text.Slice(start, length).IndexOfAny(" ]\\") >= 0) continue;
            best = (saving, start, length);
        }

        if (best.Length == 0) return false;
        var prefix = text.Slice(best.Start, best.Length).ToString();
        _prefixes.Add(prefix);
        var kept = 0;
        for (var i = 0; i < strings.Count; i++)
        {
            if (!text.Slice(strings[i].Start, strings[i].Length).StartsWith(prefix)) strings[kept++] = strings[i];
        }

        strings.RemoveRange(kept, strings.Count - kept);
        return true;
    }
}
