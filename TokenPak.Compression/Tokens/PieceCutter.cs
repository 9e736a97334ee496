using System.Globalization;

namespace TokenPak.Compression.Tokens;

/// <summary>
/// Cuts a text where counting it whole would go wrong: inside a special token written out, which would count as one token, and inside a run of
/// one character class, where byte-pair merging is quadratic (100,000 letters took seconds).
/// </summary>
internal ref struct PieceCutter(ReadOnlySpan<char> text)
{
    /// <summary>Longest run of letters, blanks or symbols counted in one piece; a cut costs at most a token or two.</summary>
    internal const int LongestRun = 1024;

    private const string SpecialPrefix = "<|endof";

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _special = -1;

    /// <summary>The next piece; empty at the end.</summary>
    public ReadOnlySpan<char> Next()
    {
        if (_special <= _at) FindSpecial();
        var start = _at;
        _at = PieceEnd(start, Math.Min(_special, _text.Length));
        return _text[start.._at];
    }

    private void FindSpecial()
    {
        var found = _text[_at..].IndexOf(SpecialPrefix, StringComparison.Ordinal);
        _special = found < 0 ? int.MaxValue : _at + found + 2;
    }

    private readonly int PieceEnd(int start, int limit)
    {
        if (limit - start <= LongestRun) return limit;
        var run = 0;
        var previous = -1;
        for (var i = start; i < limit; i++)
        {
            var kind = Kind(_text[i]);
            run = kind == previous && kind != 3 ? run + 1 : 0;
            previous = kind;
            if (run >= LongestRun && !char.IsLowSurrogate(_text[i])) return i;
        }

        return limit;
    }

    /// <summary>0 letters and marks, 1 blanks, 2 symbols, 3 digits (which the encodings cut themselves).</summary>
    private static int Kind(char c)
    {
        if (char.IsAscii(c))
        {
            if (char.IsAsciiLetter(c)) return 0;
            if (c is ' ' or '\n' or '\r' or '\t') return 1;
            return char.IsAsciiDigit(c) ? 3 : 2;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            <= UnicodeCategory.EnclosingMark or UnicodeCategory.Surrogate => 0,
            <= UnicodeCategory.OtherNumber => 3,
            <= UnicodeCategory.ParagraphSeparator => 1,
            _ => 2,
        };
    }
}
