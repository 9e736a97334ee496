using System.Runtime.InteropServices;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// Replaces runs of lines that an earlier block of the same request shows by a pointer to it. Lines are compared verbatim; numbered ones may have
/// moved by a constant.
/// </summary>
internal static class RepeatStage
{
    public const int Version = 1;

    /// <summary>Characters under which a run costs more to point to than to show.</summary>
    private const int MinimumRun = 160;

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
            RepeatPointer.WriteWhole(output, whole.Label);
            return true;
        }

        var runs = FindRuns(text, lines, index, content == ContentKind.File ? FileContext : 0);
        if (runs.Count == 0) return false;
        Write(text, lines, runs, index, output);
        return true;
    }

    private static List<Run> FindRuns(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, LineIndex index, int context)
    {
        var runs = new List<Run>();
        var floor = 0;
        for (var at = 0; at < lines.Length;)
        {
            if (lines[at].TextLength < MinimumStart)
            {
                at++;
                continue;
            }

            var match = index.FindRun(text, lines, at, out var length);
            if (match < 0)
            {
                at++;
                continue;
            }

            var back = index.ExtendBack(text, lines, at, match, floor);
            var run = Trim(new Run(at - back, length + back, match - back), lines, context);
            if (run.Length > 0 && Characters(lines, run) >= MinimumRun && CanName(lines, run, index))
            {
                runs.Add(run);
                floor = at + length;
            }

            at += length;
        }

        return runs;
    }

    /// <summary>Leaves context at an edge where the file goes on: an edit may quote across it.</summary>
    private static Run Trim(Run run, ReadOnlySpan<LineKey> lines, int context)
    {
        var end = run.Start + run.Length;
        var before = run.Start > 0 && lines[run.Start - 1].IsBefore(lines[run.Start]) ? context : 0;
        var after = end < lines.Length && lines[end - 1].IsBefore(lines[end]) ? context : 0;
        return new Run(run.Start + before, run.Length - before - after, run.Match + before);
    }

    /// <summary>Lines that moved can only be named by their numbers, and only where a number leads to one line.</summary>
    private static bool CanName(ReadOnlySpan<LineKey> lines, Run run, LineIndex index)
    {
        var shown = index.NumberOf(run.Match);
        return lines[run.Start].Number == shown || index.SourceOf(run.Match).Leads(shown, run.Match);
    }

    private static int Characters(ReadOnlySpan<LineKey> lines, Run run)
    {
        var last = lines[run.Start + run.Length - 1];
        return last.Start + last.Length - lines[run.Start].Start;
    }

    private static void Write(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, List<Run> runs, LineIndex index, TextBuffer output)
    {
        var at = 0;
        foreach (var run in runs)
        {
            var first = lines[run.Start];
            output.Append(text[at..first.Start]);
            WritePointer(lines, run, index, output);
            var last = lines[run.Start + run.Length - 1];
            at = last.Start + last.Length;
        }

        output.Append(text[at..]);
    }

    private static void WritePointer(ReadOnlySpan<LineKey> lines, Run run, LineIndex index, TextBuffer output)
    {
        var source = index.SourceOf(run.Match);
        var first = lines[run.Start];
        var shown = index.NumberOf(run.Match);
        if (first.IsNumbered && source.Leads(shown, run.Match))
            RepeatPointer.WriteNumbered(output, first.Number, run.Length, shown, source.Label);
        else
            RepeatPointer.WriteCounted(output, run.Length, index.OrdinalOf(run.Match), source.Label);
    }

    private readonly record struct Run(int Start, int Length, int Match);
}
