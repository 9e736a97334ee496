using System.Globalization;
using System.Text.RegularExpressions;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// The words that stand for lines shown before. They name the earlier block by its ordinal among its kind and by its call; lines by the numbers they
/// carry ("in"), or by their place in the block, counted from 1 ("of").
/// </summary>
internal static partial class RepeatPointer
{
    /// <summary>The whole block again: <c>[Same as tool result 4 (ls -R)]</c>.</summary>
    public static void WriteWhole(TextBuffer output, string source)
    {
        output.Append("[Same as ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>
    /// By the numbers that the lines shown carry: <c>[Lines 12-40 as lines 10-38 in tool result 4]</c>, <c>[Lines 12-40 as in tool result 4]</c> where the numbers are the
    /// same; of lines numbered on one side alone <c>[Lines 1-18: text of lines 2-19 in tool result 4]</c>, <c>[Text of lines 2-19 in tool result 4]</c>.
    /// </summary>
    /// <param name="output">Where the pointer goes.</param>
    /// <param name="firstNumber">The number of the first line replaced, or -1 where they carry none.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="kind">How they are the same.</param>
    /// <param name="shown">The number of the first line shown.</param>
    /// <param name="source">The block that shows them.</param>
    public static void WriteByNumber(TextBuffer output, int firstNumber, int count, LineMatch kind, int shown, string source)
    {
        WriteStart(output, firstNumber, count, kind);
        if (shown != firstNumber || kind != LineMatch.Same) WriteLines(output, shown, count, atStart: false);
        output.Append("in ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>
    /// By their place in the block, counted from 1: <c>[Lines 3-33 of tool result 4]</c>, <c>[Last 3 lines of tool result 4]</c>,
    /// <c>[Lines 1-18: text of lines 2-19 of command in tool call 5]</c>.
    /// </summary>
    /// <param name="output">Where the pointer goes.</param>
    /// <param name="firstNumber">The number of the first line replaced, or -1 where they carry none.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="kind">How they are the same.</param>
    /// <param name="place">The place of the first line shown.</param>
    /// <param name="edge">The edge of the block at which they stand, where that is said instead.</param>
    /// <param name="source">The block that shows them.</param>
    public static void WriteByPlace(TextBuffer output, int firstNumber, int count, LineMatch kind, int place, BlockEdge edge, string source)
    {
        var atStart = firstNumber < 0 && kind == LineMatch.Same;
        if (atStart) output.Append('[');
        else WriteStart(output, firstNumber, count, kind);
        if (edge == BlockEdge.None) WriteLines(output, place, count, atStart);
        else WriteEdge(output, edge, count, atStart);
        output.Append("of ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>Whether a line could be taken for a pointer: such a block is never a target, so that every pointer in one is ours.</summary>
    public static bool IsLike(ReadOnlySpan<char> line) => line.StartsWith('[') && line.EndsWith(']') && Pattern().IsMatch(line);

    /// <summary>How many lines a pointer stands for; 0 for a whole block.</summary>
    public static int LinesOf(ReadOnlySpan<char> line)
    {
        // The first count or range of lines tells: "[Lines 12-40 as …", "[Line 7 of …", "[Last 3 lines of …", "[Text of lines 3-33 in …".
        var words = Counted().Match(line.ToString());
        if (!words.Success) return 0;
        if (words.Groups["few"].Success) return Number(words.Groups["few"]);
        return words.Groups["last"].Success ? Number(words.Groups["last"]) - Number(words.Groups["first"]) + 1 : 1;
    }

    /// <summary>The block whose call a pointer names, as <c>tool result 4</c>, or nothing.</summary>
    public static ReadOnlySpan<char> NamedIn(ReadOnlySpan<char> pointer)
    {
        const string Kind = "tool result ";
        var start = pointer.IndexOf(Kind);
        if (start < 0 || !pointer.EndsWith(")]")) return default;
        var digits = pointer[(start + Kind.Length)..].IndexOfAnyExceptInRange('0', '9');
        return digits < 0 ? default : pointer.Slice(start, Kind.Length + digits);
    }

    private static void WriteStart(TextBuffer output, int firstNumber, int count, LineMatch kind)
    {
        if (firstNumber < 0)
        {
            output.Append("[Text of ");
            return;
        }

        output.Append('[');
        WriteLines(output, firstNumber, count, atStart: true);
        output.Truncate(output.Length - 1);
        output.Append(kind == LineMatch.Same ? " as " : ": text of ");
    }

    private static void WriteLines(TextBuffer output, int first, int count, bool atStart)
    {
        output.Append(atStart ? 'L' : 'l');
        output.Append(count == 1 ? "ine " : "ines ");
        WriteRange(output, first, count);
        output.Append(' ');
    }

    private static void WriteEdge(TextBuffer output, BlockEdge edge, int count, bool atStart)
    {
        var word = edge == BlockEdge.First ? "first" : "last";
        output.Append(atStart ? char.ToUpperInvariant(word[0]) : word[0]);
        output.Append(word.AsSpan(1));
        output.Append(' ');
        if (count > 1) output.Append(count);
        output.Append(count > 1 ? " lines " : "line ");
    }

    private static void WriteRange(TextBuffer output, int first, int count)
    {
        output.Append(first);
        if (count == 1) return;
        output.Append('-');
        output.Append(first + count - 1);
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\[(Same as |Text of (lines? \d|(first|last) (line|\d))|(First|Last) (line|\d+ lines) of |Line \d+( as |: text of | of )|Lines \d+-\d+( as |: text of | of ))", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^\[(Text of )?([Ll]ines? (?<first>\d+)(-(?<last>\d+))?|([Ff]irst|[Ll]ast) ((?<few>\d+) lines|line)) ?", RegexOptions.CultureInvariant)]
    private static partial Regex Counted();
}
