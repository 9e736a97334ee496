using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Log;

/// <summary>
/// Sorts lines into groups that may share a template: same number of words, same frequent words without digits at the same places; then groups that
/// differ in one place are joined where that is shorter. A group's key is a sum over its places, so that leaving one out costs a subtraction.
/// </summary>
internal sealed class LogGroups(LogTokens tokens) : IDisposable
{
    private const int Rounds = 3;

    /// <summary>A word seen less often at its place, in messages of its length, is taken for a value.</summary>
    private const int Frequent = 3;

    /// <summary>What a template costs beyond its own characters.</summary>
    private const int LegendCost = 8;

    private const ulong Wild = 0x5851F42D4C957F2D;

    private readonly PooledTable _table = new(tokens.Count);
    private readonly List<Group> _groups = [];
    private readonly List<Bucket> _buckets = [];

    public int Count => _groups.Count;

    /// <summary>Sets each line's <see cref="LogLine.Template"/> to its group, or -1.</summary>
    public void Assign(Span<LogLine> lines)
    {
        foreach (ref var line in lines)
        {
            for (var p = 0; p < line.Tokens; p++)
            {
                if (!tokens.HasDigit(line, p)) _table[Word(line, p)]++;
            }
        }

        using var keys = new PooledTable(lines.Length);
        for (var i = 0; i < lines.Length; i++)
        {
            ref var line = ref lines[i];
            if (line.Tokens == 0) continue;
            var group = Describe(line, i);
            ref var index = ref keys[group.Key, -1];
            if (index < 0)
            {
                group.Into = index = _groups.Count;
                _groups.Add(group);
            }

            line.Template = index;
            CollectionsMarshal.AsSpan(_groups)[index].Lines++;
        }

        for (var round = 0; round < Rounds; round++)
        {
            Gather(lines);
            if (!Join(lines)) break;
        }

        foreach (ref var line in lines)
        {
            if (line.Tokens == 0) continue;
            while (_groups[line.Template].Into != line.Template) line.Template = _groups[line.Template].Into;
        }
    }

    public void Dispose() => _table.Dispose();

    private static ulong Mix(int place, ulong hash)
    {
        hash = (hash + (ulong)(place + 1)) * 0x9E3779B97F4A7C15;
        return (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
    }

    private ulong Word(in LogLine line, int place) => Mix((place * LogTokens.MaxTokens) + line.Tokens, tokens.Hash(line, place));

    /// <summary>The group's key with one of its constant places left open.</summary>
    private ulong Without(in Group group, in LogLine line, int place) => group.Key + Mix(place, Wild) - Mix(place, tokens.Hash(line, place));

    private Group Describe(in LogLine line, int index)
    {
        var group = new Group { Line = index, Key = Mix(line.Tokens, 0) };
        for (var p = 0; p < line.Tokens; p++)
        {
            var value = tokens.HasDigit(line, p) || (tokens.Length(line, p) > 0 && _table[Word(line, p)] < Frequent); // an empty word is no value
            group.Key += Mix(p, value ? Wild : tokens.Hash(line, p));
            if (value) group.Values |= 1UL << p;
            else group.Chars += tokens.Length(line, p) + 1;
        }

        return group;
    }

    /// <summary>For each way to leave one place open: what the groups that would then be one cost apart, and what their rows would cost more.</summary>
    private void Gather(Span<LogLine> lines)
    {
        _buckets.Clear();
        _table.Clear(tokens.Count);
        var groups = CollectionsMarshal.AsSpan(_groups);
        for (var g = 0; g < groups.Length; g++)
        {
            ref var group = ref groups[g];
            if (group.Into != g) continue;
            ref var line = ref lines[group.Line];
            for (var p = 0; p < line.Tokens; p++)
            {
                if ((group.Values >> p & 1) != 0 || tokens.Length(line, p) == 0) continue;
                ref var index = ref _table[Without(group, line, p), -1];
                if (index < 0)
                {
                    index = _buckets.Count;
                    _buckets.Add(default);
                }

                ref var bucket = ref CollectionsMarshal.AsSpan(_buckets)[index];
                bucket.Apart += group.Chars + LegendCost;
                bucket.Rows += group.Lines * (tokens.Length(line, p) + 1);
            }
        }
    }

    private bool Join(Span<LogLine> lines)
    {
        var joined = false;
        var groups = CollectionsMarshal.AsSpan(_groups);
        using var keys = new PooledTable(groups.Length);
        for (var g = 0; g < groups.Length; g++)
        {
            ref var group = ref groups[g];
            if (group.Into != g) continue;
            ref var line = ref lines[group.Line];
            var (best, place) = (0, -1);
            for (var p = 0; p < line.Tokens; p++)
            {
                if ((group.Values >> p & 1) != 0 || tokens.Length(line, p) == 0) continue;
                var bucket = _buckets[_table[Without(group, line, p)]];
                var gain = bucket.Apart - (group.Chars + LegendCost) - bucket.Rows;
                if (gain > best) (best, place) = (gain, p);
            }

            if (place >= 0)
            {
                group.Key = Without(group, line, place);
                group.Values |= 1UL << place;
                group.Chars -= tokens.Length(line, place) + 1;
            }

            ref var first = ref keys[group.Key, g];
            if (first == g) continue;
            group.Into = first;
            groups[first].Lines += group.Lines;
            joined = true;
        }

        return joined;
    }

    private struct Group
    {
        public ulong Key;

        /// <summary>The places that hold values, as bits.</summary>
        public ulong Values;

        public int Line;
        public int Lines;
        public int Chars;
        public int Into;
    }

    private struct Bucket
    {
        public int Apart;
        public int Rows;
    }
}
