using System.Globalization;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>
/// Reads the terms of a text as hashes: words without case and endings, numbers whole, and pairs of characters where a script has no blanks between words. The same for a question and for
/// a sentence, in any culture.
/// </summary>
internal ref struct TermReader(ReadOnlySpan<char> text)
{
    /// <summary>Longer words agree when their beginnings do: what follows is mostly an ending.</summary>
    private const int StemLength = 7;

    /// <summary>An ending is cut where this much is left.</summary>
    private const int ShortestStem = 3;

    private const int LongestWord = 40;

    private static readonly string[] Endings = ["ingly", "edly", "ings", "ing", "ied", "ies", "ed", "es", "ly", "s", "e"];

    private readonly ReadOnlySpan<char> _text = text;
    private int _at;
    private int _pairs;

    /// <summary>The term as it is written.</summary>
    public ReadOnlySpan<char> Word { get; private set; }

    public bool Next(out ulong term)
    {
        while (_at < _text.Length)
        {
            var c = _text[_at];
            if (!IsWord(c))
            {
                _at++;
                _pairs = 0;
                continue;
            }

            term = HasNoBlanks(c) ? ReadPair() : ReadWord();
            if (term != 0) return true;
        }

        term = 0;
        return false;
    }

    /// <summary>Two characters from here on, one where the run has no more and had none before.</summary>
    private ulong ReadPair()
    {
        var start = _at++;
        var two = _at < _text.Length && IsWord(_text[_at]) && HasNoBlanks(_text[_at]);
        _pairs++;
        if (!two && _pairs > 1) return 0;
        Word = _text.Slice(start, two ? 2 : 1);
        return Hash(Word);
    }

    private ulong ReadWord()
    {
        _pairs = 0;
        var start = _at;
        var digits = true;
        while (_at < _text.Length && !HasNoBlanks(_text[_at]) && (IsWord(_text[_at]) || IsInsideNumber()))
        {
            digits &= !char.IsLetter(_text[_at]);
            _at++;
        }

        Word = _text[start..Math.Min(_at, start + LongestWord)];
        Span<char> lower = stackalloc char[LongestWord];
        lower = lower[..Word.ToLowerInvariant(lower)];
        return Hash(digits ? lower : Stem(lower));
    }

    /// <summary>A point or comma between digits belongs to the number.</summary>
    private readonly bool IsInsideNumber() =>
        _text[_at] is '.' or ',' && _at > 0 && _at + 1 < _text.Length && char.IsAsciiDigit(_text[_at - 1]) && char.IsAsciiDigit(_text[_at + 1]);

    private static ReadOnlySpan<char> Stem(ReadOnlySpan<char> word)
    {
        foreach (var ending in Endings)
        {
            if (word.Length - ending.Length < ShortestStem || !word.EndsWith(ending)) continue;
            word = word[..^ending.Length];
            break;
        }

        return word.Length > StemLength ? word[..StemLength] : word;
    }

    private static bool IsWord(char c)
    {
        if (char.IsAscii(c)) return char.IsAsciiLetterOrDigit(c) || c == '_';
        return CharUnicodeInfo.GetUnicodeCategory(c) is <= UnicodeCategory.EnclosingMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
    }

    /// <summary>Thai to Khmer, kana, Han and Hangul, whose words have no blanks between them or grow at both ends.</summary>
    private static bool HasNoBlanks(char c) =>
        c is >= '\u0e00' and <= '\u109f' or >= '\u1780' and <= '\u17ff' or >= '\u3040' and <= '\u30ff' or >= '\u3400' and <= '\u9fff' or >= '\uac00' and <= '\ud7af' or >= '\uf900' and <= '\ufaff';

    private static ulong Hash(ReadOnlySpan<char> term) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(term)) | 1;
}
