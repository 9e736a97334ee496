using System.Buffers;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compression.Stages.Repeat;

/// <summary>
/// Replaces runs of lines that an earlier block of the same request shows by a pointer to it. Lines are compared verbatim; line numbers may have
/// moved by a constant, or stand on one side alone.
/// </summary>
internal static class RepeatStage
{
    public const int Version = 8;

    /// <summary>Tokens that a pointer has to save …</summary>
    private const int MinimumGain = 3;

    /// <summary>… which nobody needs to count where the run is this many characters longer.</summary>
    private const int ClearGain = 160;

    /// <summary>Writes the text with its repeats pointed to; false where nothing repeats.</summary>
    /// <param name="text">What is to be sent.</param>
    /// <param name="content">What it is.</param>
    /// <param name="form">The stage whose form the text has, or this one.</param>
    /// <param name="index">What was shown before.</param>
    /// <param name="counter">Decides whether a pointer pays.</param>
    /// <param name="output">Where the result goes.</param>
    public static bool TryApply(ReadOnlySpan<char> text, ContentKind content, byte form, LineIndex index, TokenCounter counter, TextBuffer output)
    {
        if (index.Count == 0) return false;
        using var keys = new LineKeys(text, 0, form);
        var lines = keys.Lines;
        foreach (var line in lines)
        {
            if (RepeatPointer.IsLike(text.Slice(line.Start, line.Length))) return false;
        }

        if (index.FindWhole(text, lines) is { } whole)
        {
            RepeatPointer.WriteWhole(output, whole.IsNamed ? whole.Name : whole.FullName);
            return true;
        }

        var stays = ArrayPool<bool>.Shared.Rent(lines.Length);
        stays.AsSpan(0, lines.Length).Clear();
        stays.AsSpan(0, keys.Legend).Fill(true);
        if (content is ContentKind.File or ContentKind.Diff) EditWindows.Mark(text, lines, index, stays.AsSpan(0, lines.Length));
        var replaced = Replace(text, lines, stays.AsSpan(0, lines.Length), index, counter, output);
        ArrayPool<bool>.Shared.Return(stays);
        return replaced;
    }

    private static bool Replace(ReadOnlySpan<char> text, ReadOnlySpan<LineKey> lines, ReadOnlySpan<bool> stays, LineIndex index, TokenCounter counter, TextBuffer output)
    {
        using var pointer = new TextBuffer();
        var named = new HashSet<RepeatSource>();
        var copied = 0;
        var (floor, free) = (0, 0); // a run may reach back to floor, and on to free
        var shown = 0; // nothing from here on has become a pointer yet
        var there = default((RepeatSource Source, bool ByNumber)); // what the last pointer named
        var open = -1; // the line behind a pointer that can go on
        for (var at = 0; at < lines.Length;)
        {
            if (stays[at])
            {
                floor = ++at;
                continue;
            }

            if (free <= at) free = EndOfFree(stays, at);
            var found = lines[at].TextLength < LineIndex.MinimumLead ? default : index.FindRun(text, lines[..free], at);
            if (found.Kind == LineMatch.None)
            {
                at++;
                continue;
            }

            at = found.End;
            var run = KeepHeading(index.ExtendBack(text, lines, found, floor), lines);
            if (run.Kind == LineMatch.TextOnly && run.Length > 0 && lines[run.Start].IsNumbered) run = KeepStyle(run, lines, shown);
            if (run.Length <= 0 || !TryName(lines, ref run, index, out var byNumber))
            {
                floor = at; // no later run reaches back over it, or a text could be made to take time with its square
                continue;
            }

            var source = index.SourceOf(run.Match);
            var isNamed = source.IsNamed || named.Contains(source);
            var item = new PointerItem
            {
                Number = byNumber || run.Kind == LineMatch.TextOnly ? lines[run.Start].Number : -1,
                Count = run.Length,
                Kind = run.Kind,
                ByNumber = byNumber,
                Shown = byNumber ? index.NumberOf(run.Match) : index.OrdinalOf(run.Match),
                Edge = byNumber ? BlockEdge.None : index.EdgeOf(run),
                Source = (source, byNumber) == there ? null : isNamed ? source.Name : source.FullName,
                Joins = run.Start == open,
            };
            pointer.Clear();
            item.Write(pointer);
            var end = lines[run.End - 1].Start + lines[run.End - 1].Length;
            if (!Pays(text[lines[run.Start].Start..end], item.Joins ? pointer.Text[..^1] : pointer.Text, counter)) continue;

            if (item.Joins) output.Truncate(output.Length - 1);
            else output.Append(text[copied..lines[run.Start].Start]);
            output.Append(pointer.Text);
            named.Add(source);
            there = (source, byNumber);
            open = isNamed || !source.HasCall ? run.End : -1; // what a call is named ends a pointer
            copied = end;
            floor = shown = found.End;
        }

        output.Append(text[copied..]);
        return copied > 0;
    }

    private static int EndOfFree(ReadOnlySpan<bool> stays, int at)
    {
        var length = stays[at..].IndexOf(true);
        return length < 0 ? stays.Length : at + length;
    }

    private static bool Pays(ReadOnlySpan<char> run, ReadOnlySpan<char> pointer, TokenCounter counter) =>
        run.Length >= pointer.Length + ClearGain || (run.Length * 2 > pointer.Length && counter.Count(run) >= counter.Count(pointer) + MinimumGain);

    /// <summary>A heading whose lines go on behind the run stays with them.</summary>
    private static LineRun KeepHeading(LineRun run, ReadOnlySpan<LineKey> lines)
    {
        while (run.End < lines.Length && lines[run.End].Below > 0 && run.End - lines[run.End].Below >= run.Start)
            run = run with { Length = run.End - lines[run.End].Below - run.Start };
        return run;
    }

    /// <summary>Numbers that the source does not have must be seen written once above the pointer: at worst its own first line stays.</summary>
    private static LineRun KeepStyle(LineRun run, ReadOnlySpan<LineKey> lines, int shown)
    {
        for (var i = run.Start - 1; i >= shown; i--)
        {
            if (lines[i].IsNumbered) return lines[i].IsWrittenLike(lines[run.Start]) ? run : Shorter(run);
        }

        return Shorter(run);

        static LineRun Shorter(LineRun run) => run with { Start = run.Start + 1, Length = run.Length - 1, Match = run.Match + 1 };
    }

    /// <summary>Cuts a run to what words can lead to: by number, where it leads to one line, or by place, where nobody takes that for a number.</summary>
    private static bool TryName(ReadOnlySpan<LineKey> lines, ref LineRun run, LineIndex index, out bool byNumber)
    {
        var uniform = UniformLength(lines, run);
        byNumber = uniform == run.Length && index.IsLedToByNumber(run.Match);
        if (byNumber) return true;
        var number = index.NumberOf(run.Match);
        var asItStands = number < 0 || (run.Kind == LineMatch.Same && lines[run.Start].Number == number);
        if (asItStands && (index.EdgeOf(run) != BlockEdge.None || !index.SourceOf(run.Match).Confuses(index.OrdinalOf(run.Match), run.Length))) return true;
        run = KeepHeading(run with { Length = uniform }, lines);
        byNumber = run.Length > 0 && index.IsLedToByNumber(run.Match);
        return byNumber;
    }

    /// <summary>How many lines of the run, from its first, are numbered in a row or not numbered.</summary>
    private static int UniformLength(ReadOnlySpan<LineKey> lines, LineRun run)
    {
        var length = 1;
        while (length < run.Length && lines[run.Start + length - 1].IsBefore(lines[run.Start + length])) length++;
        return length;
    }
}
