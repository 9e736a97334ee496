using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>Every visible line of the blocks before, findable by its hash; text is compared before anything is believed.</summary>
internal sealed class LineIndex : IDisposable
{
    /// <summary>Places looked at for one line: common lines have many, and the newest are the likeliest.</summary>
    private const int MaxPlaces = 16;

    /// <summary>As many lines are as well counted from the end.</summary>
    private const int FewLines = 10;

    /// <summary>Shorter lines stand everywhere, and lead nowhere.</summary>
    public const int MinimumLead = 4;

    private readonly TextBuffer _arena = new();
    private readonly List<Entry> _lines = [];
    private readonly Dictionary<ulong, int> _newest = new(Scatter.Instance);

    private readonly Dictionary<string, RepeatSource> _byName = [];

    public List<RepeatSource> Sources { get; } = [];

    public int Count => _lines.Count;

    /// <summary>Adds what the model sees of a block.</summary>
    /// <param name="text">The text as it is sent.</param>
    /// <param name="name">How a pointer names the block.</param>
    /// <param name="call">What it came from.</param>
    /// <param name="isOurs">Whether its pointer lines are the engine's own.</param>
    /// <param name="isWhole">Whether the text is a block of its own, which another can be the same as.</param>
    /// <param name="form">The stage whose form the text has, if any.</param>
    public void Add(ReadOnlySpan<char> text, string name, string call, bool isOurs = false, bool isWhole = true, byte form = StageId.Repeat)
    {
        var offset = _arena.Length;
        _arena.Append(text);
        var source = new RepeatSource(name, call) { FirstLine = _lines.Count, IsWhole = isWhole };
        using var keys = new LineKeys(_arena.Text, offset, form);
        var ordinal = 1;
        foreach (var key in keys.Lines)
        {
            var line = _arena.Text.Slice(key.Start, key.Length);
            if (isOurs && RepeatPointer.IsLike(line))
            {
                source.IsWhole = false;
                NoteName(line);
                ordinal += Math.Max(1, RepeatPointer.LinesOf(line));
                continue;
            }

            var index = _lines.Count;
            _newest.TryGetValue(key.Hash, out var older);
            _lines.Add(new Entry(key, Sources.Count, ordinal++, older));
            _newest[key.Hash] = index + 1;
            if (key.IsNumbered) source.NoteNumber(key.Number, index);
        }

        source.LineCount = _lines.Count - source.FirstLine;
        source.LastPlace = ordinal - 1;
        Sources.Add(source);
        _byName.TryAdd(name, source);
    }

    public RepeatSource SourceOf(int line) => Sources[_lines[line].Source];

    public int OrdinalOf(int line) => _lines[line].Ordinal;

    public int NumberOf(int line) => _lines[line].Key.Number;

    /// <summary>Whether the line's number leads to it and to no other line of its block.</summary>
    public bool IsLedToByNumber(int line) => _lines[line].Key.IsNumbered && SourceOf(line).Leads(_lines[line].Key.Number, line);

    /// <summary>The edge of their block at which a run's lines stand: the last few, or the first where their places could be taken for numbers.</summary>
    public BlockEdge EdgeOf(LineRun run)
    {
        var source = SourceOf(run.Match);
        var (first, last) = (_lines[run.Match].Ordinal, run.Match + run.Length - 1);
        var confuses = source.Confuses(first, run.Length);
        if (_lines[last].Ordinal == source.LastPlace && _lines[last].Key.Length > 0 && (confuses || run.Length <= FewLines)) return BlockEdge.Last;
        return first == 1 && confuses ? BlockEdge.First : BlockEdge.None;
    }

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
            while (same < lines.Length && _lines[candidate + same].Key.Number == lines[same].Number
                && Compare(text, lines[same], _lines[candidate + same].Key, 0) == LineMatch.Same) same++;
            if (same == lines.Length) return source;
        }

        return null;
    }

    /// <summary>
    /// The longest run of lines shown before that begins at <paramref name="at"/>. Unless they are the same character for character, the lines of a run are numbered in a row, or
    /// not numbered, on either side. Runs that are the same character for character win over runs of the same text.
    /// </summary>
    public LineRun FindRun(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int at)
    {
        var best = default(LineRun);
        _newest.TryGetValue(lines[at].Hash, out var place);
        for (var tries = 0; place > 0 && tries < MaxPlaces; tries++)
        {
            var candidate = place - 1;
            place = _lines[candidate].Older;
            var run = RunFrom(text, lines, at, candidate);
            if (run.Length > best.Length || (run.Length == best.Length && run.Kind == LineMatch.Same && best.Kind == LineMatch.TextOnly)) best = run;
        }

        return best;
    }

    /// <summary>How many lines from <paramref name="at"/> on stand in one piece in an earlier block, where at least <paramref name="size"/> do; otherwise fewer.</summary>
    public int FindWindow(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int at, int size)
    {
        // A line as common as a brace has too many places to look at: the first longer one leads.
        var lead = 0;
        while (lead < size && lines[at + lead].TextLength < MinimumLead) lead++;
        if (lead == size) lead = 0;

        var best = 0;
        _newest.TryGetValue(lines[at + lead].Hash, out var place);
        for (var tries = 0; place > 0 && tries < MaxPlaces; tries++)
        {
            var candidate = place - 1;
            place = _lines[candidate].Older;
            if (candidate >= lead) best = Math.Max(best, RunFrom(text, lines, at, candidate - lead).Length);
        }

        return best;
    }

    /// <summary>The run with the lines before it that belong to it as well.</summary>
    public LineRun ExtendBack(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, LineRun run, int floor)
    {
        var shift = lines[run.Start].Number - _lines[run.Match].Key.Number;
        var verbatim = run.Kind == LineMatch.Same && shift == 0;
        var back = 0;
        while (run.Start - back - 1 >= floor && run.Match - back - 1 >= 0
            && Continues(run.Match - back - 1, run.Match - back, verbatim) && (verbatim || lines[run.Start - back - 1].IsBefore(lines[run.Start - back]))
            && Compare(text, lines[run.Start - back - 1], _lines[run.Match - back - 1].Key, shift) == run.Kind)
        {
            back++;
        }

        return new LineRun(run.Start - back, run.Length + back, run.Match - back, run.Kind);
    }

    public void Dispose() => _arena.Dispose();

    /// <summary>A pointer that names a call says for all later ones what its block is.</summary>
    private void NoteName(ReadOnlySpan<char> pointer)
    {
        var name = RepeatPointer.NamedIn(pointer);
        if (!name.IsEmpty && _byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var source)) source.IsNamed = true;
    }

    private LineRun RunFrom(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, int at, int candidate)
    {
        var shift = lines[at].Number - _lines[candidate].Key.Number;
        var kind = Compare(text, lines[at], _lines[candidate].Key, shift);
        if (kind == LineMatch.None) return default;
        var verbatim = kind == LineMatch.Same && shift == 0;
        var run = 1;
        while (at + run < lines.Length && candidate + run < _lines.Count
            && Continues(candidate + run - 1, candidate + run, verbatim) && (verbatim || lines[at + run - 1].IsBefore(lines[at + run]))
            && Compare(text, lines[at + run], _lines[candidate + run].Key, shift) == kind)
        {
            run++;
        }

        return new LineRun(at, run, candidate, kind);
    }

    /// <summary>Whether two lines stand one after the other in the same block, nothing hidden between them, and their numbers in a row unless all are compared as they stand.</summary>
    private bool Continues(int line, int next, bool verbatim) =>
        _lines[line].Source == _lines[next].Source && _lines[line].Ordinal + 1 == _lines[next].Ordinal && (verbatim || _lines[line].Key.IsBefore(_lines[next].Key));

    private LineMatch Compare(ReadOnlySpan<char> text, LineKey line, LineKey shown, int shift)
    {
        if (line.Hash != shown.Hash || line.Heading != shown.Heading || !text.Slice(line.TextStart, line.TextLength).SequenceEqual(_arena.Text.Slice(shown.TextStart, shown.TextLength)))
            return LineMatch.None;
        if (line.IsNumbered != shown.IsNumbered) return LineMatch.TextOnly;
        return line.IsWrittenLike(shown) && (!line.IsNumbered || line.Number - shown.Number == shift) ? LineMatch.Same : LineMatch.None;
    }

    private readonly record struct Entry(LineKey Key, int Source, int Ordinal, int Older);
}
