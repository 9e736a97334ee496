using System.Buffers;
using System.Globalization;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>
/// Where sentences end, in scripts with and without blanks between words. In doubt a sentence goes on: two that stay together cost savings, one that is cut costs sense.
/// </summary>
internal static class SentenceEnds
{
    /// <summary>Thai, Lao and Khmer put a blank where a thought ends; from this many characters on, it counts as the sentence's end.</summary>
    private const int LongClause = 60;

    private const int LongestAbbreviation = 8;

    private static readonly SearchValues<char> Marks = SearchValues.Create(".!?…؟۔।॥։።၊။។៕།。！？｡．\u0e00 \u00a0");
    private static readonly SearchValues<char> Closers = SearchValues.Create("\"'”’»)]}*_」』）】〉》");

    private static readonly HashSet<string> AbbreviationWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "st", "vs", "etc", "no", "nos", "jr", "sr", "prof", "inc", "ltd", "co", "corp", "fig", "figs", "vol", "ca", "cf", "approx", "al", "ed", "eds", "pp",
        "gen", "col", "lt", "sgt", "rev", "hon", "gov", "sen", "rep", "dept", "est", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
        "bzw", "usw", "z", "nr", "str", "bd", "hr", "fr", "sra", "pág", "núm", "tel", "max", "min", "т", "г", "см", "др", "рис",
    };

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Abbreviations = AbbreviationWords.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> Ordinals = new HashSet<string>
    {
        "Januar", "Jänner", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember", "Jahrhundert", "Jahrhunderts",
    }.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The place behind the sentence that begins at <paramref name="from"/>: at most the text's end.</summary>
    public static int Next(ReadOnlySpan<char> text, int from)
    {
        var at = from;
        while (true)
        {
            var mark = text[at..].IndexOfAny(Marks);
            if (mark < 0) return text.Length;
            at += mark;
            var c = text[at];
            var end = at + 1;
            if (c is ' ' or '\u00a0')
            {
                if (end < text.Length && at - from >= LongClause && IsClauseScript(text[at - 1]) && IsClauseScript(text[end])) return at;
                at = end;
                continue;
            }

            while (end < text.Length && (Closers.Contains(text[end]) || (text[end] != ' ' && Marks.Contains(text[end])))) end++;
            if (end == text.Length || (IsWide(c) || !char.IsWhiteSpace(text[end]) ? IsWide(c) : EndsHere(text, from, at, end))) return end;
            at = end;
        }
    }

    /// <summary>Whether a text ends like a sentence, closing quotes and brackets aside.</summary>
    public static bool IsEnded(ReadOnlySpan<char> text)
    {
        var last = text.Length - 1;
        while (last > 0 && Closers.Contains(text[last])) last--;
        return last >= 0 && text[last] != ' ' && text[last] != '\u00a0' && Marks.Contains(text[last]);
    }

    /// <summary>Marks that no blank follows.</summary>
    private static bool IsWide(char c) => c is '。' or '！' or '？' or '｡' or '．' or '။' or '។' or '៕' or '།' or '።';

    private static bool IsClauseScript(char c) => c is >= '\u0e00' and <= '\u0eff' or >= '\u1780' and <= '\u17ff';

    /// <summary>Whether a mark with a blank behind it ends the sentence: not an abbreviation's, an initial's, a list number's, and nothing that goes on in lower case.</summary>
    private static bool EndsHere(ReadOnlySpan<char> text, int from, int mark, int end)
    {
        var next = end;
        while (next < text.Length && (char.IsWhiteSpace(text[next]) || text[next] is '"' or '\'' or '“' or '‘' or '(' or '[' or '«' or '*' or '_')) next++;
        if (next < text.Length && char.IsLower(text[next])) return false;
        return text[mark] != '.' || !(IsAbbreviation(text[from..mark]) || IsDay(text[from..mark], text[next..]));
    }

    private static bool IsAbbreviation(ReadOnlySpan<char> before)
    {
        var start = before.Length;
        while (start > 0 && before.Length - start <= LongestAbbreviation && !char.IsWhiteSpace(before[start - 1])) start--;
        var word = before[start..].TrimStart("(\"“'‘[*_");
        if (word.Length is 0 or > LongestAbbreviation) return false;
        if (IsDigits(word)) return word.Length <= 2 && start == 0; // 2. of a list
        if (word.Length == 1) return CharUnicodeInfo.GetUnicodeCategory(word[0]) == UnicodeCategory.UppercaseLetter;
        return word.Contains('.') ? word.Length <= 6 && !IsDigits(word[^1..]) : Abbreviations.Contains(word);
    }

    /// <summary>German puts a point behind the day and the century: 3. Oktober.</summary>
    private static bool IsDay(ReadOnlySpan<char> before, ReadOnlySpan<char> behind)
    {
        if (before.IsEmpty || !char.IsAsciiDigit(before[^1])) return false;
        var end = 0;
        while (end < behind.Length && char.IsLetter(behind[end])) end++;
        return Ordinals.Contains(behind[..end]);
    }

    private static bool IsDigits(ReadOnlySpan<char> word) => !word.ContainsAnyExceptInRange('0', '9');
}
