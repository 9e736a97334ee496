using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>Every visible line of the blocks before, findable by its hash; text is compared before anything is believed.</summary>
internal sealed class LineIndex : IDisposable
{
    /// <summary>Places looked at for one line: common lines have many, and the newest are the likeliest.</summary>
    private const int MaxPlaces = 16;

    private readonly TextBuffer _arena = new();
    private readonly List<Entry> _lines = [];
    private readonly Dictionary<ulong, int> _newest = [];

    public List<RepeatSource> Sources { get; } = [];

    public int Count => _lines.Count;

    /// <summary>Adds what the model sees of a block. <paramref name="isOurs"/>: its pointer lines are the engine's own.</summary>
    public void Add(ReadOnlySpan<char> text, string label, bool isOurs)
    {
        var offset = _arena.Length;
        _arena.Append(text);
        var source = new RepeatSource(label) { FirstLine = _lines.Count };
        var ordinal = 1;
        foreach (var range in new LineSplitter(text))
        {
            var line = text.Slice(range.Start, range.Length);
            if (isOurs && RepeatPointer.IsLike(line))
            {
                source.IsWhole = false;
                ordinal += Math.Max(1, RepeatPointer.LinesOf(line));
                continue;
            }

            var key = LineKey.Of(_arena.Text, offset + range.Start, range.Length);
            var index = _lines.Count;
            _newest.TryGetValue(key.Hash, out var older);
            _lines.Add(new Entry(key, Sources.Count, ordinal++, older));
            _newest[key.Hash] = index + 1;
            if (key.IsNumbered) source.NoteNumber(key.Number, index);
        }

        source.LineCount = _lines.Count - source.FirstLine;
        Sources.Add(source);
    }

    public RepeatSource SourceOf(int line) => Sources[_lines[line].Source];

    public int OrdinalOf(int line) => _lines[line].Ordinal;

    public int NumberOf(int line) => _lines[line].Key.Number;

    /// <summary>The source that shows exactly these lines and nothing else, or null.</summary>
    public RepeatSource? FindWhole(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines)
    {
        _newest.TryGetValue(lines[0].Hash, out var place);
        for (var tries = 0; place > 0 && tries < MaxPlaces; tries++)
        {
            var candidate = place - 1;
            place = _lines[candidate].Older;
            var source = SourceOf(candidate);
            if (!source.IsWhole || source.FirstLine != candidate || source.LineCount != lines.Length) continue;
            var same = 0;
            while (same < lines.Length && Same(text, lines[same], _lines[candidate + same].Key, 0)) same++;
            if (same == lines.Length) return source;
        }

        return null;
    }

    /// <summary>
    /// The longest run of lines shown before that begins at <paramref name="at"/>; its first line in the index, or -1. The lines of a run are
    /// numbered in a row, or not numbered.
    /// </summary>
    public int FindRun(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int at, out int length)
    {
        length = 0;
        var best = -1;
        _newest.TryGetValue(lines[at].Hash, out var place);
        for (var tries = 0; place > 0 && tries < MaxPlaces; tries++)
        {
            var candidate = place - 1;
            place = _lines[candidate].Older;
            var run = RunLength(text, lines, at, candidate);
            if (run <= length) continue;
            length = run;
            best = candidate;
        }

        return best;
    }

    /// <summary>How many lines before a match belong to it as well.</summary>
    public int ExtendBack(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int at, int match, int floor)
    {
        var back = 0;
        while (at - back - 1 >= floor && match - back - 1 >= 0 && Continues(match - back - 1, match - back) && lines[at - back - 1].IsBefore(lines[at - back])
            && Same(text, lines[at - back - 1], _lines[match - back - 1].Key, Shift(lines[at], _lines[match].Key)))
        {
            back++;
        }

        return back;
    }

    public void Dispose() => _arena.Dispose();

    private int RunLength(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int at, int candidate)
    {
        var shift = Shift(lines[at], _lines[candidate].Key);
        var run = 0;
        while (at + run < lines.Length && candidate + run < _lines.Count
            && (run == 0 || (Continues(candidate + run - 1, candidate + run) && lines[at + run - 1].IsBefore(lines[at + run])))
            && Same(text, lines[at + run], _lines[candidate + run].Key, shift))
        {
            run++;
        }

        return run;
    }

    private bool Continues(int line, int next) =>
        _lines[line].Source == _lines[next].Source && _lines[line].Ordinal + 1 == _lines[next].Ordinal;

    private static int Shift(LineKey line, LineKey shown) => line.IsNumbered && shown.IsNumbered ? line.Number - shown.Number : 0;

    private bool Same(ReadOnlySpan<char> text, LineKey line, LineKey shown, int shift) =>
        line.Hash == shown.Hash
        && line.IsNumbered == shown.IsNumbered
        && line.Width == shown.Width
        && (!line.IsNumbered || (line.Number - shown.Number == shift && text[line.TextStart - 1] == _arena.Text[shown.TextStart - 1]))
        && text.Slice(line.TextStart, line.TextLength).SequenceEqual(_arena.Text.Slice(shown.TextStart, shown.TextLength));

    private readonly record struct Entry(LineKey Key, int Source, int Ordinal, int Older);
}
