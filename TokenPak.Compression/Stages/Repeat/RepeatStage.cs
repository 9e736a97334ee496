using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// Replaces runs of lines that an earlier block of the same request shows by a pointer to it. Lines are compared verbatim; line numbers may have
/// moved by a constant, or stand on one side alone.
/// </summary>
internal static class RepeatStage
{
    public const int Version = 4;

    /// <summary>Tokens that a pointer has to save …</summary>
    private const int MinimumGain = 6;

    /// <summary>… which nobody needs to count where the run is this many characters longer.</summary>
    private const int ClearGain = 160;

    /// <summary>Lines kept on either side of a file's pointers, so that an edit finds its text in one piece.</summary>
    private const int FileContext = 3;

    /// <summary>A run does not begin with a line as common as a brace.</summary>
    private const int MinimumStart = 4;

    public static bool TryApply(ReadOnlySpan<char> text, ContentKind content, LineIndex index, TokenCounter counter, TextBuffer output)
    {
        if (index.Count == 0) return false;
        var keys = new List<LineKey>();
        foreach (var (start, length) in new LineSplitter(text))
        {
            if (RepeatPointer.IsLike(text.Slice(start, length))) return false;
            keys.Add(LineKey.Of(text, start, length));
        }

        var lines = CollectionsMarshal.AsSpan(keys);
        if (index.FindWhole(text, lines) is { } whole)
        {
            RepeatPointer.WriteWhole(output, whole.FullName);
            return true;
        }

        return Replace(text, lines, index, content is ContentKind.File or ContentKind.Diff ? FileContext : 0, counter, output);
    }

    private static bool Replace(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, LineIndex index, int context, TokenCounter counter, TextBuffer output)
    {
        using var pointer = new TextBuffer();
        var named = new HashSet<RepeatSource>();
        var copied = 0;
        var floor = 0;
        for (var at = 0; at < lines.Length;)
        {
            var found = lines[at].TextLength < MinimumStart ? default : index.FindRun(text, lines, at);
            if (found.Kind == LineMatch.None)
            {
                at++;
                continue;
            }

            at = found.End;
            var run = Trim(index.ExtendBack(text, lines, found, floor), lines, context);
            if (run.Kind == LineMatch.TextOnly && run.Length > 0 && lines[run.Start].IsNumbered) run = KeepStyle(run, lines, floor);
            if (run.Length <= 0 || !CanName(lines, run, index)) continue;

            var source = index.SourceOf(run.Match);
            pointer.Clear();
            WritePointer(lines, run, index, named.Contains(source) ? source.Name : source.FullName, pointer);
            var last = lines[run.End - 1];
            var end = last.Start + last.Length;
            if (!Pays(text[lines[run.Start].Start..end], pointer.Text, counter)) continue;

            output.Append(text[copied..lines[run.Start].Start]);
            output.Append(pointer.Text);
            named.Add(source);
            copied = end;
            floor = found.End;
        }

        output.Append(text[copied..]);
        return copied > 0;
    }

    private static bool Pays(ReadOnlySpan<char> run, ReadOnlySpan<char> pointer, TokenCounter counter) =>
        run.Length >= pointer.Length + ClearGain || (run.Length * 2 > pointer.Length && counter.Count(run) >= counter.Count(pointer) + MinimumGain);

    /// <summary>Leaves context at an edge where the file goes on: an edit may quote across it.</summary>
    private static LineRun Trim(LineRun run, ReadOnlySpan<LineKey> lines, int context)
    {
        var before = run.Start > 0 && lines[run.Start - 1].IsBefore(lines[run.Start]) ? context : 0;
        var after = run.End < lines.Length && lines[run.End - 1].IsBefore(lines[run.End]) ? context : 0;
        return run with { Start = run.Start + before, Length = run.Length - before - after, Match = run.Match + before };
    }

    /// <summary>Numbers that the source does not have must be seen written once above the pointer: at worst its own first line stays.</summary>
    private static LineRun KeepStyle(LineRun run, ReadOnlySpan<LineKey> lines, int floor)
    {
        for (var i = run.Start - 1; i >= floor; i--)
        {
            if (lines[i].IsNumbered) return lines[i].IsWrittenLike(lines[run.Start]) ? run : Shorter(run);
        }

        return Shorter(run);

        static LineRun Shorter(LineRun run) => run with { Start = run.Start + 1, Length = run.Length - 1, Match = run.Match + 1 };
    }

    /// <summary>Whether words can lead to the lines: by number, where it leads to one line, or by place.</summary>
    private static bool CanName(ReadOnlySpan<LineKey> lines, LineRun run, LineIndex index) =>
        index.NumberOf(run.Match) < 0 || IsNamedByNumber(run, index)
        || (run.Kind == LineMatch.Same && lines[run.Start].Number == index.NumberOf(run.Match));

    private static bool IsNamedByNumber(LineRun run, LineIndex index)
    {
        var shown = index.NumberOf(run.Match);
        return shown >= 0 && index.SourceOf(run.Match).Leads(shown, run.Match);
    }

    private static void WritePointer(ReadOnlySpan<LineKey> lines, LineRun run, LineIndex index, string source, TextBuffer output)
    {
        var byNumber = IsNamedByNumber(run, index);
        var firstNumber = byNumber || run.Kind == LineMatch.TextOnly ? lines[run.Start].Number : -1;
        var shown = byNumber ? index.NumberOf(run.Match) : index.OrdinalOf(run.Match);
        RepeatPointer.WriteLines(output, firstNumber, run.Length, run.Kind, shown, byNumber, source);
    }
}
