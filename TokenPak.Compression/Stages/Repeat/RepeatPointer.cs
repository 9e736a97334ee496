using System.Globalization;
using System.Text.RegularExpressions;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// The words that stand for lines shown before. They name the earlier block by its ordinal among its kind and by its call; lines by the numbers they
/// carry ("in"), or by their place in the block, counted from 1 ("of"). What follows in one piece is one pointer, and the block that the last item named is "there":
/// <c>[Lines 1-26 as in result 1 (Read src/a.py)]</c>, <c>[Lines 34-60 as there]</c>, <c>[Lines 5-61 as lines 4-60 in result 2]</c>, <c>[Lines 3-33 of result 4, 40-44 there, last 3 of result 9]</c>,
/// <c>[Lines 1-18: text of lines 2-19 of command in call 5]</c>, <c>[Text of lines 2-19 in result 4]</c>. A call is named at the end of a pointer alone.
/// </summary>
internal static partial class RepeatPointer
{
    /// <summary>The whole block again: <c>[Same as result 4 (ls -R)]</c>.</summary>
    public static void WriteWhole(TextBuffer output, string source)
    {
        output.Append("[Same as ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>Whether a line could be taken for a pointer: such a block is never a target, so that every pointer in one is ours.</summary>
    public static bool IsLike(ReadOnlySpan<char> line) => line.StartsWith('[') && line.EndsWith(']') && Pattern().IsMatch(line);

    /// <summary>How many lines a pointer stands for; 0 for a whole block.</summary>
    public static int LinesOf(ReadOnlySpan<char> line)
    {
        // The first count or range of each item tells: "[Lines 12-40 as …, 41-50 of …, last 3 there]". What a call is named, behind a bracket, ends the pointer.
        var call = line.IndexOf('(');
        var lines = 0;
        foreach (Match item in Counted().Matches((call < 0 ? line : line[..call]).ToString()))
        {
            if (item.Groups["few"].Success) lines += Number(item.Groups["few"]);
            else lines += item.Groups["last"].Success ? Number(item.Groups["last"]) - Number(item.Groups["first"]) + 1 : 1;
        }

        return lines;
    }

    /// <summary>The block whose call a pointer names, as <c>result 4</c>, or nothing.</summary>
    public static ReadOnlySpan<char> NamedIn(ReadOnlySpan<char> pointer)
    {
        const string Kind = "result ";
        if (!pointer.EndsWith(")]")) return default;
        var call = pointer.IndexOf(" (");
        var start = call < 0 ? -1 : pointer[..call].LastIndexOf(Kind);
        return start < 0 ? default : pointer[start..call];
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\[(Same as |Text of (lines? \d|(first|last) (line|\d))|(First|Last) (line|\d+ lines) (of |there\b)|Lines? \d+(-\d+)?( as |: text of | of | in | there\b))", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"(^\[|, )([Tt]ext of )?(([Ll]ines? )?(?<first>\d+)(-(?<last>\d+))?|([Ff]irst|[Ll]ast) ((?<few>\d+)|line))\b", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();
}
