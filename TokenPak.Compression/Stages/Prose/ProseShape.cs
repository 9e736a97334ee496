using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>Tells running text from logs, data and code.</summary>
internal static class ProseShape
{
    private const int FewestUnits = 6;
    private const int MinimumPercent = 50;
    private const int LettersPercent = 75;

    /// <summary>A sentence has at least this many characters, half of them where words have no blanks between them.</summary>
    private const int ShortestSentence = 24;

    /// <summary>What can be told before anything is cut.</summary>
    public static bool MayBe(ReadOnlySpan<char> text)
    {
        var start = text.TrimStart();
        return !start.IsEmpty && start[0] is not ('{' or '<') && !start.StartsWith("[{") && !start.StartsWith("[\n") && !CodeLines.Dominate(text);
    }

    /// <summary>Whether half of the text is sentences, tables and code between them aside. Of Loghub's logs no more than a fiftieth reads like that.</summary>
    public static bool Is(ReadOnlySpan<char> text, ReadOnlySpan<ProseUnit> units)
    {
        if (units.Length < FewestUnits) return false;
        var (sentences, all) = (0, 0);
        foreach (ref readonly var unit in units)
        {
            if (unit.Kind is UnitKind.Code or UnitKind.Row or UnitKind.Heading) continue;
            var length = unit.End - unit.Start;
            all += length;
            if (IsSentence(text.Slice(unit.Start, length))) sentences += length;
        }

        return sentences * 100L >= (long)all * MinimumPercent;
    }

    private static bool IsSentence(ReadOnlySpan<char> unit)
    {
        var (letters, blanks, wide) = (0, 0, 0);
        foreach (var c in unit)
        {
            if (char.IsWhiteSpace(c)) blanks++;
            else if (char.IsLetter(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark) letters++;
            if (c >= '\u0e00') wide++;
        }

        var isWide = wide * 2 > letters;
        if (unit.Length < (isWide ? ShortestSentence / 2 : ShortestSentence) || (!isWide && blanks < 3)) return false;
        return (letters + blanks) * 100 >= unit.Length * LettersPercent && (SentenceEnds.IsEnded(unit) || isWide);
    }
}
