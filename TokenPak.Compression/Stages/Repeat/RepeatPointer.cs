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
    /// <c>[Same as lines 3-33 of tool result 4]</c>, <c>[Lines 12-40 as lines 10-38 in tool result 4]</c>, <c>[Lines 12-40 as in tool result 4]</c> where the numbers
    /// are the same; of lines numbered on one side alone <c>[Lines 1-18: text of lines 2-19 of command in tool call 5]</c>, <c>[Text of lines 2-19 in tool result 4]</c>.
    /// </summary>
    /// <param name="output">Where the pointer goes.</param>
    /// <param name="firstNumber">The number of the first line replaced, or -1 where they carry none.</param>
    /// <param name="count">How many lines.</param>
    /// <param name="kind">How they are the same.</param>
    /// <param name="shown">The number or place of the first line shown.</param>
    /// <param name="byNumber">Whether <paramref name="shown"/> is a number.</param>
    /// <param name="source">The block that shows them.</param>
    public static void WriteLines(TextBuffer output, int firstNumber, int count, LineMatch kind, int shown, bool byNumber, string source)
    {
        if (firstNumber >= 0)
        {
            output.Append(count == 1 ? "[Line " : "[Lines ");
            WriteRange(output, firstNumber, count);
            output.Append(kind == LineMatch.Same ? " as " : ": text of ");
        }
        else
        {
            output.Append(kind == LineMatch.Same ? "[Same as " : "[Text of ");
        }

        if (!byNumber || shown != firstNumber || kind != LineMatch.Same)
        {
            output.Append(count == 1 ? "line " : "lines ");
            WriteRange(output, shown, count);
            output.Append(' ');
        }

        output.Append(byNumber ? "in " : "of ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>Whether a line could be taken for a pointer: such a block is never a target, so that every pointer in one is ours.</summary>
    public static bool IsLike(ReadOnlySpan<char> line) => line.StartsWith('[') && line.EndsWith(']') && Pattern().IsMatch(line);

    /// <summary>How many lines a pointer stands for; 0 for a whole block.</summary>
    public static int LinesOf(ReadOnlySpan<char> line)
    {
        // The first range of lines tells: "[Lines 12-40 as …", "[Same as lines 3-33 of …", "[Text of line 7 in …".
        line = line[(line.StartsWith("[Same as ") || line.StartsWith("[Text of ") ? 9 : 1)..];
        if (!line.StartsWith("line", StringComparison.OrdinalIgnoreCase)) return 0;
        var from = line.IndexOf(' ') + 1;
        if (from == 5) return 1;
        var range = line[from..];
        return ReadNumber(range[(range.IndexOf('-') + 1)..]) - ReadNumber(range) + 1;
    }

    private static void WriteRange(TextBuffer output, int first, int count)
    {
        output.Append(first);
        if (count == 1) return;
        output.Append('-');
        output.Append(first + count - 1);
    }

    private static int ReadNumber(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return int.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"^\[(Same as |Text of lines? \d|Line \d+( as |: text of )|Lines \d+-\d+( as |: text of ))", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
