using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// Replaces runs of lines that an earlier block of the same request shows by a pointer to it. Lines are compared verbatim; line numbers may have
/// moved by a constant, or stand on one side alone.
/// </summary>
internal static class RepeatStage
{
    public const int Version = 2;

    /// <summary>Characters under which a run costs more to point to than to show.</summary>
    private const int MinimumRun = 128;

    /// <summary>Lines kept on either side of a file's pointers, so that an edit finds its text in one piece.</summary>
    private const int FileContext = 3;

    /// <summary>A run does not begin with a line as common as a brace.</summary>
    private const int MinimumStart = 4;

    public static bool TryApply(ReadOnlySpan<char> text, ContentKind content, LineIndex index, TextBuffer output)
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

        var runs = FindRuns(text, lines, index, content == ContentKind.File ? FileContext : 0);
        if (runs.Count == 0) return false;
        Write(text, lines, runs, index, output);
        return true;
    }

    private static List<LineRun> FindRuns(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, LineIndex index, int context)
    {
        var runs = new List<LineRun>();
        var floor = 0;
        for (var at = 0; at < lines.Length;)
        {
            var found = lines[at].TextLength < MinimumStart ? default : index.FindRun(text, lines, at);
            if (found.Kind == LineMatch.None)
            {
                at++;
                continue;
            }

            var run = Trim(index.ExtendBack(text, lines, found, floor), lines, context);
            if (run.Kind == LineMatch.TextOnly && run.Length > 0 && lines[run.Start].IsNumbered) run = KeepStyle(run, lines, floor);
            if (run.Length > 0 && Characters(lines, run) >= MinimumRun && CanName(lines, run, index))
            {
                runs.Add(run);
                floor = found.End;
            }

            at = found.End;
        }

        return runs;
    }

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

    private static int Characters(ReadOnlySpan<LineKey> lines, LineRun run)
    {
        var last = lines[run.End - 1];
        return last.Start + last.Length - lines[run.Start].Start;
    }

    private static void Write(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, List<LineRun> runs, LineIndex index, TextBuffer output)
    {
        var named = new HashSet<RepeatSource>();
        var at = 0;
        foreach (var run in runs)
        {
            output.Append(text[at..lines[run.Start].Start]);
            var source = index.SourceOf(run.Match);
            var byNumber = IsNamedByNumber(run, index);
            var firstNumber = byNumber || run.Kind == LineMatch.TextOnly ? lines[run.Start].Number : -1;
            RepeatPointer.WriteLines(
                output, firstNumber, run.Length, run.Kind,
                byNumber ? index.NumberOf(run.Match) : index.OrdinalOf(run.Match), byNumber, named.Add(source) ? source.FullName : source.Name);
            var last = lines[run.End - 1];
            at = last.Start + last.Length;
        }

        output.Append(text[at..]);
    }
}
