using System.Buffers;

namespace TokenPak.Compression.Stages.Log;

/// <summary>Makes templates of the groups: splits one by a frequent value where a template of its own is shorter, and keeps what pays for its line in the legend.</summary>
internal sealed class TemplateMiner : IDisposable
{
    private const int MaxDepth = 5;
    private const int LegendCost = 10;

    private readonly LogTokens _tokens;
    private readonly PooledTable _values;
    private readonly int[] _order;
    private readonly int[] _spare;
    private readonly List<LogTemplate> _templates = [];
    private readonly int _lines;

    public TemplateMiner(LogTokens tokens, int lines)
    {
        _tokens = tokens;
        _lines = lines;
        _values = new PooledTable(lines);
        _order = ArrayPool<int>.Shared.Rent(lines);
        _spare = ArrayPool<int>.Shared.Rent(lines);
    }

    /// <summary>The templates, by the numbers that the lines now hold.</summary>
    public IReadOnlyList<LogTemplate> Mine(ReadOnlySpan<char> text, Span<LogLine> lines)
    {
        using (var groups = new LogGroups(_tokens))
        {
            groups.Assign(lines);
            Sort(lines, groups.Count);
        }

        for (var from = 0; from < _lines;)
        {
            var group = lines[_order[from]].Template;
            var to = from + 1;
            while (to < _lines && lines[_order[to]].Template == group) to++;
            if (group >= 0) Split(text, lines, from, to, 0);
            from = to;
        }

        return _templates;
    }

    public void Dispose()
    {
        _values.Dispose();
        ArrayPool<int>.Shared.Return(_order);
        ArrayPool<int>.Shared.Return(_spare);
    }

    /// <summary>Lines by group, each group in the text's order.</summary>
    private void Sort(Span<LogLine> lines, int groups)
    {
        var ends = ArrayPool<int>.Shared.Rent(groups + 2);
        Array.Clear(ends, 0, groups + 2);
        foreach (ref var line in lines) ends[line.Template + 2]++;
        for (var g = 1; g < groups + 2; g++) ends[g] += ends[g - 1];
        for (var i = 0; i < lines.Length; i++) _order[ends[lines[i].Template + 1]++] = i;
        ArrayPool<int>.Shared.Return(ends);
    }

    private void Split(ReadOnlySpan<char> text, Span<LogLine> lines, int from, int to, int depth)
    {
        var legend = 0;
        var place = depth < MaxDepth && to - from > 3 ? BestPlace(text, lines, from, to, out legend) : -1;
        if (place < 0)
        {
            Add(text, lines, from, to);
            return;
        }

        // Frequent values first, each a run of its own; the rest keeps the slot.
        var parts = Partition(lines, from, to, place, legend);
        var at = from;
        foreach (var end in parts)
        {
            if (end > at) Split(text, lines, at, end, depth + 1);
            at = end;
        }
    }

    /// <summary>The place at which giving frequent values templates of their own saves most, or -1.</summary>
    private int BestPlace(ReadOnlySpan<char> text, Span<LogLine> lines, int from, int to, out int legend)
    {
        ref var first = ref lines[_order[from]];
        legend = LegendCost;
        ulong values = 0;
        for (var p = 0; p < first.Tokens; p++)
        {
            if (IsConstant(text, lines, from, to, p)) legend += _tokens.Length(first, p) + 1;
            else
            {
                values |= 1UL << p;
                legend += 4;
            }
        }

        var (best, place) = (0, -1);
        for (var p = 0; p < first.Tokens; p++)
        {
            if ((values >> p & 1) == 0) continue;
            Count(lines, from, to, p);
            var gain = 0;
            for (var i = from; i < to; i++)
            {
                ref var line = ref lines[_order[i]];
                ref var count = ref _values[_tokens.Hash(line, p)];
                if (Pays(count, _tokens.Length(line, p), legend)) gain += (count * (_tokens.Length(line, p) + 1)) - legend;
                count = 0;
            }

            if (gain > best) (best, place) = (gain, p);
        }

        return place;
    }

    private static bool Pays(int count, int length, int legend) => count * (length + 1) > legend + length;

    private void Count(Span<LogLine> lines, int from, int to, int place)
    {
        _values.Clear(to - from);
        for (var i = from; i < to; i++) _values[_tokens.Hash(lines[_order[i]], place)]++;
    }

    private List<int> Partition(Span<LogLine> lines, int from, int to, int place, int legend)
    {
        Count(lines, from, to, place);
        var ends = new List<int>();
        for (var i = from; i < to; i++)
        {
            // A frequent value's count becomes the place of its run: -1 - run.
            ref var line = ref lines[_order[i]];
            ref var count = ref _values[_tokens.Hash(line, place)];
            if (count <= 0 || !Pays(count, _tokens.Length(line, place), legend)) continue;
            ends.Add(count);
            count = -ends.Count;
        }

        var at = from;
        for (var run = 0; run < ends.Count; run++)
        {
            var size = ends[run];
            ends[run] = at;
            at += size;
        }

        var rest = at;
        for (var i = from; i < to; i++)
        {
            var run = _values[_tokens.Hash(lines[_order[i]], place)];
            if (run < 0) _spare[ends[-run - 1]++] = _order[i];
            else _spare[rest++] = _order[i];
        }

        ends.Add(to);
        _spare.AsSpan(from, to - from).CopyTo(_order.AsSpan(from));
        return ends;
    }

    private bool IsConstant(ReadOnlySpan<char> text, Span<LogLine> lines, int from, int to, int place)
    {
        var first = _tokens.Text(text, lines[_order[from]], place);
        for (var i = from + 1; i < to; i++)
        {
            if (!_tokens.Text(text, lines[_order[i]], place).SequenceEqual(first)) return false;
        }

        return true;
    }

    private void Add(ReadOnlySpan<char> text, Span<LogLine> lines, int from, int to)
    {
        var order = _order.AsSpan(from, to - from);
        var template = TemplateShape.Of(text, lines, order, _tokens);
        var number = template is null ? -1 : _templates.Count;
        if (template is not null) _templates.Add(template);
        foreach (var i in order) lines[i].Template = number;
    }
}
