using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>
/// Cuts a text into units: headings, items, rows and fenced code by their lines, everything else into sentences. Lines that were only wrapped are one text.
/// </summary>
internal ref struct ProseSplitter(ReadOnlySpan<char> text)
{
    /// <summary>A line this long without a sentence's end goes on in the next.</summary>
    private const int WrappedLine = 50;

    /// <summary>A title is at most this long.</summary>
    private const int LongestTitle = 80;

    private readonly ReadOnlySpan<char> _text = text;
    private readonly List<ProseUnit> _units = [];
    private readonly ProseOutline _outline = new();
    private int _start = -1;
    private int _end;
    private int _lines;
    private int _indent;
    private UnitKind _kind;
    private bool _opens = true;
    private bool _openedBy;

    public static List<ProseUnit> Split(ReadOnlySpan<char> text)
    {
        var splitter = new ProseSplitter(text);
        splitter.Run();
        return splitter._units;
    }

    private void Run()
    {
        var at = 0;
        while (at < _text.Length)
        {
            var end = EndOfLine(at);
            var line = _text[at..end].TrimEnd();
            switch (ProseLine.Read(line, out var depth))
            {
                case LineMark.Blank:
                    Flush(beforeBlank: true);
                    _outline.EndParagraph(_units.Count);
                    _opens = true;
                    break;
                case LineMark.Fence:
                    Flush();
                    end = EndOfFence(at, end);
                    Add(at + depth, at + _text[at..end].TrimEnd().Length, UnitKind.Code);
                    break;
                case LineMark.Heading:
                    Flush();
                    AddHeading(at + line.IndexOf('#'), at + line.Length, depth);
                    break;
                case LineMark.Underline:
                    Underline(at, at + line.Length, depth);
                    break;
                case LineMark.Item:
                    Flush();
                    Begin(at, line.Length, UnitKind.Item, depth);
                    break;
                case LineMark.Row:
                    Row(at + depth, at + line.Length);
                    break;
                default:
                    Plain(at, line);
                    break;
            }

            at = end + 1;
        }

        Flush(beforeBlank: true);
    }

    private void Plain(int at, ReadOnlySpan<char> line)
    {
        if (_start >= 0 && GoesOn())
        {
            _end = at + line.Length;
            _lines++;
            return;
        }

        Flush(beforeText: line.Length >= WrappedLine);
        Begin(at, line.Length, UnitKind.Sentence, 0);
    }

    /// <summary>Whether the line before was wrapped, and no line of its own.</summary>
    private readonly bool GoesOn()
    {
        var before = _text[_start.._end];
        var last = before[(before.LastIndexOf('\n') + 1)..];
        return last.Length >= WrappedLine && last[^1] is not (':' or '：') && !(SentenceEnds.IsEnded(last) && _kind != UnitKind.Item);
    }

    private void Begin(int at, int length, UnitKind kind, int indent)
    {
        var blanks = length - _text.Slice(at, length).TrimStart().Length;
        (_start, _end, _kind, _indent, _lines) = (at + blanks, at + length, kind, indent, 1);
        (_openedBy, _opens) = (_opens, false);
    }

    /// <summary>Cuts what was collected into sentences, or takes it as a title.</summary>
    private void Flush(bool beforeBlank = false, bool beforeText = false)
    {
        if (_start < 0) return;
        var (start, end) = (_start, _end);
        _start = -1;
        if (_kind == UnitKind.Sentence && _openedBy && _lines == 1 && ((beforeBlank && end - start <= LongestTitle) || beforeText) && IsTitle(_text[start..end]))
        {
            AddHeading(start, end, ProseOutline.PlainLevel);
            return;
        }

        if (_kind == UnitKind.Item) _outline.OpenItem(_indent, _units.Count);
        while (start < end)
        {
            var next = start + SentenceEnds.Next(_text[start..end], 0);
            Add(start, start + _text[start..next].TrimEnd().Length, _kind);
            start = next + (end - next - _text[next..end].TrimStart().Length);
        }

        if (_kind != UnitKind.Sentence || _text[end - 1] is not (':' or '：')) return;
        // Under the heading alone: lines that all end in colons would be read under each other without end.
        CollectionsMarshal.AsSpan(_units)[^1].Parent = _outline.Heading;
        _outline.OpenLead(_units.Count - 1);
    }

    private static bool IsTitle(ReadOnlySpan<char> line) =>
        !SentenceEnds.IsEnded(line) && line[^1] is not (',' or ';' or ':' or '：') && char.IsLetterOrDigit(line[0]);

    private void Underline(int start, int end, int level)
    {
        if (_start >= 0 && _lines == 1 && _kind == UnitKind.Sentence)
        {
            (start, _start) = (_start, -1);
            AddHeading(start, end, level);
            return;
        }

        Flush();
        Add(start, end, UnitKind.Sentence);
    }

    private void Row(int start, int end)
    {
        Flush();
        if (_outline.Table >= 0 && _units.Count - 1 == _outline.Table && !_text[start..end].ContainsAnyExcept("|-: "))
        {
            CollectionsMarshal.AsSpan(_units)[^1].End = end;
            return;
        }

        Add(start, end, UnitKind.Row);
        if (_outline.Table < 0) _outline.Table = _units.Count - 1;
    }

    private void AddHeading(int start, int end, int level)
    {
        Add(start, end, UnitKind.Heading, _outline.ParentOfHeading(level));
        _outline.OpenHeading(level, _units.Count - 1);
        _opens = true;
    }

    private readonly void Add(int start, int end, UnitKind kind) => Add(start, end, kind, _outline.ParentOf(kind));

    private readonly void Add(int start, int end, UnitKind kind, int parent)
    {
        if (end > start) _units.Add(new ProseUnit { Start = start, End = end, Kind = kind, Paragraph = _outline.Paragraph, Parent = parent });
    }

    private readonly int EndOfLine(int at)
    {
        var length = _text[at..].IndexOf('\n');
        return length < 0 ? _text.Length : at + length;
    }

    /// <summary>Where the line with the closing fence ends; the text's end without one.</summary>
    private readonly int EndOfFence(int at, int endOfFirst)
    {
        var fence = _text[at..].TrimStart()[..3];
        var end = endOfFirst;
        while (end < _text.Length)
        {
            var next = end + 1;
            if (next > _text.Length) break;
            end = EndOfLine(next);
            if (_text[next..end].TrimStart().StartsWith(fence)) return end;
        }

        return _text.Length;
    }
}
