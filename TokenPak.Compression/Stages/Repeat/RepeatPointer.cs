using System.Globalization;
using System.Text.RegularExpressions;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// The words that stand for lines shown before. They name the earlier block by its ordinal among its kind and by its call, and the lines by the
/// numbers they carry there, or by their place in it.
/// </summary>
internal static partial class RepeatPointer
{
    /// <summary>The whole block again: <c>[Same as tool result 4 (bash ls -R)]</c>.</summary>
    public static void WriteWhole(TextBuffer output, string source)
    {
        output.Append("[Same as ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>Numbered lines: <c>[Lines 12-40: same as lines 10-38 in tool result 4 (view a.py)]</c>; equal numbers are not repeated.</summary>
    public static void WriteNumbered(TextBuffer output, int first, int count, int sourceFirst, string source)
    {
        output.Append("[Lines ");
        WriteRange(output, first, count);
        output.Append(": same as ");
        if (sourceFirst != first)
        {
            output.Append("lines ");
            WriteRange(output, sourceFirst, count);
            output.Append(' ');
        }

        output.Append("in ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>Other lines: <c>[31 lines: same as lines 3-33 of tool result 4 (bash ls -R)]</c>, counted from 1.</summary>
    public static void WriteCounted(TextBuffer output, int count, int sourceFirst, string source)
    {
        output.Append('[');
        output.Append(count);
        output.Append(count == 1 ? " line: same as line " : " lines: same as lines ");
        WriteRange(output, sourceFirst, count);
        output.Append(" of ");
        output.Append(source);
        output.Append(']');
    }

    /// <summary>Whether a line could be taken for a pointer: such a block is never a target, so that every pointer in one is ours.</summary>
    public static bool IsLike(ReadOnlySpan<char> line) => line.StartsWith('[') && line.EndsWith(']') && Pattern().IsMatch(line);

    /// <summary>How many lines a pointer stands for; 0 for a whole block.</summary>
    public static int LinesOf(ReadOnlySpan<char> line)
    {
        if (line.StartsWith("[Same")) return 0;
        if (!line.StartsWith("[Lines ")) return ReadNumber(line[1..]);
        var range = line[7..];
        var first = ReadNumber(range);
        var dash = range.IndexOfAny('-', ':');
        return range[dash] == ':' ? 1 : ReadNumber(range[(dash + 1)..]) - first + 1;
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

    [GeneratedRegex(@"^\[(Same as|Lines \d+(-\d+)?: same as|\d+ lines?: same as) ", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
