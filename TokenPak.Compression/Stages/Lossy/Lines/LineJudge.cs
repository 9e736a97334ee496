using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Lossy.Lines;

/// <summary>
/// Tells which lines of an output stay: the first and the last, of the text and of each shape; those of a rare shape; those unlike the others of theirs; errors and warnings with what
/// belongs to them; what the command's rule and the question name.
/// </summary>
internal sealed class LineJudge
{
    private const int First = 3;
    private const int Last = 5;
    private const int FirstOfShape = 2;

    /// <summary>Fewer lines of a shape are no crowd: they stay.</summary>
    private const int MinAlike = 8;

    /// <summary>Indented lines after an error that belong to it.</summary>
    private const int MaxTrail = 20;

    private readonly List<(int Start, int Length)> _lines;
    private readonly CommandRule? _rule;
    private readonly char _delimiter;
    private readonly bool _isSearch;
    private readonly int[] _groupOf;
    private readonly List<LineGroup> _groups = [];
    private readonly NamedPieces _named;

    private LineJudge(ReadOnlySpan<char> text, List<(int Start, int Length)> lines, in LossyBlock block)
    {
        _lines = lines;
        _rule = CommandRules.Of(block.Tool);
        _isSearch = block.Content == ContentKind.Search;
        _delimiter = _isSearch ? '\0' : DelimitedLines.DelimiterOf(text, lines);
        _named = new NamedPieces(block.Question);
        _groupOf = new int[lines.Count];
    }

    public static void Judge(in LossyBlock block, List<(int Start, int Length)> lines, bool[] kept)
    {
        var judge = new LineJudge(block.Text, lines, block);
        judge.Group(block.Text);
        judge.Gather(block.Text);
        judge.Decide(block.Text, kept);
    }

    private static ReadOnlySpan<char> LineAt(ReadOnlySpan<char> text, (int Start, int Length) line) => text.Slice(line.Start, line.Length).TrimEnd("\r \t");

    private void Group(ReadOnlySpan<char> text)
    {
        var known = new Dictionary<ulong, int>();
        for (var i = 0; i < _lines.Count; i++)
        {
            ref var group = ref CollectionsMarshal.GetValueRefOrAddDefault(known, KeyOf(LineAt(text, _lines[i])), out var exists);
            if (!exists)
            {
                group = _groups.Count;
                _groups.Add(default);
            }

            _groupOf[i] = group;
            ref var lines = ref CollectionsMarshal.AsSpan(_groups)[group];
            lines.Count++;
            lines.Last = i;
        }
    }

    /// <summary>Lines with the same key are alike.</summary>
    private ulong KeyOf(ReadOnlySpan<char> line)
    {
        if (_delimiter != '\0') return (ulong)DelimitedLines.CellsIn(line, _delimiter);
        if (_rule is not null)
        {
            var trimmed = line.TrimStart();
            for (var i = 0; i < _rule.Noise.Length; i++)
            {
                if (trimmed.StartsWith(_rule.Noise[i])) return (ulong)i;
            }
        }

        // A file's matches are alike, whatever they quote.
        if (_isSearch && line.IndexOf(':') is var colon and > 0 && !line[..colon].Contains(' ')) return XxHash3.HashToUInt64(MemoryMarshal.AsBytes(line[..colon]));
        return LineShape.Of(line);
    }

    private void Gather(ReadOnlySpan<char> text)
    {
        var groups = CollectionsMarshal.AsSpan(_groups);
        for (var i = 0; i < _lines.Count; i++)
        {
            var line = LineAt(text, _lines[i]);
            _named.Gather(line);
            ref var group = ref groups[_groupOf[i]];
            if (group.Count < MinAlike || _isSearch) continue;
            group.Outliers ??= new OutlierFinder();
            var column = 0;
            if (_delimiter != '\0')
            {
                foreach (var (start, length) in new DelimitedCells(line, _delimiter)) group.Outliers.Gather(column++, line.Slice(start, length));
            }
            else
            {
                foreach (var (start, length) in new LineTokens(line)) group.Outliers.Gather(column++, line.Slice(start, length));
            }

            group.Outliers.EndGathering();
        }
    }

    private void Decide(ReadOnlySpan<char> text, bool[] kept)
    {
        var groups = CollectionsMarshal.AsSpan(_groups);
        var trail = 0;
        for (var i = 0; i < kept.Length; i++)
        {
            var line = LineAt(text, _lines[i]);
            ref var group = ref groups[_groupOf[i]];
            var unlike = IsUnlike(ref group, line);
            var isSignal = !_isSearch && Signals.IsIn(line);
            var follows = trail > 0 && line is [' ' or '\t', ..];
            trail = isSignal ? MaxTrail : follows ? trail - 1 : 0;
            if (isSignal && i > 0) kept[i - 1] = true;
            kept[i] = !line.IsEmpty && (isSignal || follows || unlike || i < First || i >= kept.Length - Last || group.Judged < FirstOfShape || group.Last == i || group.Count < MinAlike
                || IsRuled(line) || _named.IsNamed(line));
            group.Judged++;
        }
    }

    private bool IsUnlike(ref LineGroup group, ReadOnlySpan<char> line)
    {
        if (group.Outliers is not { } outliers) return false;
        var (unlike, column) = (false, 0);
        if (_delimiter != '\0')
        {
            foreach (var (start, length) in new DelimitedCells(line, _delimiter)) unlike |= outliers.IsUnlike(column++, line.Slice(start, length));
        }
        else
        {
            foreach (var (start, length) in new LineTokens(line)) unlike |= outliers.IsUnlike(column++, line.Slice(start, length));
        }

        return outliers.LacksOne() | unlike;
    }

    private bool IsRuled(ReadOnlySpan<char> line)
    {
        if (_rule is null) return false;
        foreach (var word in _rule.Keep)
        {
            if (line.Contains(word, StringComparison.Ordinal)) return true;
        }

        return false;
    }
}
