using System.Buffers;

namespace TokenPak.Compression.Stages.Lossy;

/// <summary>
/// The words of a text, from the whole to its parts: <c>src/Cart.cs:12</c> is read as itself, as <c>src</c>, <c>Cart.cs</c> and <c>12</c>, and as <c>Cart</c> and <c>cs</c>. Each
/// character is looked at a bounded number of times.
/// </summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    private static readonly SearchValues<char> Joints = SearchValues.Create("/:=@\\");

    private readonly ReadOnlySpan<char> _text = text;
    private int _next;
    private int _wholeStart;
    private int _wholeEnd;
    private int _partAt;
    private int _partEnd;
    private int _wordAt;

    /// <summary>Where the current word stands.</summary>
    public (int Start, int Length) Current { get; private set; }

    public readonly WordReader GetEnumerator() => this;

    public bool MoveNext()
    {
        while (true)
        {
            if (_wordAt < _partEnd && NextWord()) return true;
            if (_partAt < _wholeEnd)
            {
                if (NextPart()) return true;
                continue;
            }

            if (!NextWhole()) return false;
            if (Current.Length > 0) return true;
        }
    }

    /// <summary>A run of letters, digits and what joins them; a sentence's full stop or a closing colon is none of it.</summary>
    private bool NextWhole()
    {
        while (_next < _text.Length && !IsWord(_text[_next])) _next++;
        if (_next >= _text.Length) return false;
        var start = _next;
        while (_next < _text.Length && (IsWord(_text[_next]) || IsInside(_text[_next]))) _next++;
        var end = _next;
        while (!IsWord(_text[end - 1])) end--;
        (_wholeStart, _partAt, _wholeEnd, _wordAt, _partEnd) = (start, start, end, end, end);
        Current = (start, end - start);
        return true;
    }

    /// <summary>False where the part is the whole, which was read already: its words are next.</summary>
    private bool NextPart()
    {
        var start = _partAt;
        var length = _text[start.._wholeEnd].IndexOfAny(Joints);
        if (length < 0) length = _wholeEnd - start;
        _partAt = start + length + 1;
        (_wordAt, _partEnd) = (start, start + length);
        var isNew = length > 0 && (start, _partEnd) != (_wholeStart, _wholeEnd);
        if (isNew) Current = (start, length);
        return isNew;
    }

    private bool NextWord()
    {
        while (_wordAt < _partEnd && !IsWord(_text[_wordAt])) _wordAt++;
        var start = _wordAt;
        while (_wordAt < _partEnd && IsWord(_text[_wordAt])) _wordAt++;
        if (_wordAt == start || (start, _wordAt - start) == Current) return false;
        Current = (start, _wordAt - start);
        return true;
    }

    /// <summary>Scripts that write without spaces have no words here: what stands among them, a number or a name, then has.</summary>
    private static bool IsWord(char c) => c < '\u2E80' && (char.IsLetterOrDigit(c) || c == '_');

    private static bool IsInside(char c) => c is '.' or '-' or '+' or '#' or '\'' || Joints.Contains(c);
}
