using System.Buffers;

namespace TokenPak.Compression.Stages.Paths;

/// <summary>
/// The cheapest way to write every line: as it stands, or as a row below a heading that is the line's own prefix. One pass over the lines with at most
/// <see cref="PathLine.MaxCuts"/> + 2 states each; a state is the prefix that the heading above would have.
/// </summary>
internal sealed class PathPlan : IDisposable
{
    private const int PerLine = PathLine.MaxCuts + 2;
    private const int Forbidden = int.MaxValue / 2;

    /// <summary>A heading costs a line end and some tokens of its own beyond its characters.</summary>
    private const int HeadingCost = 5;

    private readonly PathCut[] _cuts;
    private readonly int[] _costs;
    private readonly sbyte[] _back;
    private readonly byte[] _counts;
    private readonly sbyte[] _chosen;
    private readonly int _lines;

    /// <summary>The cheapest state of the line before, by kind.</summary>
    private (int Cost, sbyte State) _plain, _directory, _file;

    public PathPlan(int lines)
    {
        _lines = lines;
        _cuts = ArrayPool<PathCut>.Shared.Rent(lines * PerLine);
        _costs = ArrayPool<int>.Shared.Rent(lines * PerLine);
        _back = ArrayPool<sbyte>.Shared.Rent(lines * PerLine);
        _counts = ArrayPool<byte>.Shared.Rent(lines);
        _chosen = ArrayPool<sbyte>.Shared.Rent(lines);
    }

    /// <summary>Whether the line is a row, and of which heading: its first <see cref="PathCut.Length"/> characters.</summary>
    public PathCut this[int line] => _cuts[(line * PerLine) + _chosen[line]];

    /// <summary>False where some line would read as something else than it is, whatever is chosen.</summary>
    public bool TryChoose(ReadOnlySpan<char> text, ReadOnlySpan<int> starts)
    {
        Span<int> directories = stackalloc int[PathLine.MaxCuts];
        var known = -1; // the line whose file path context lines are measured against
        for (var i = 0; i < _lines; i++)
        {
            var line = Line(text, starts, i);
            var at = i * PerLine;
            _cuts[at] = default;
            var count = 1;
            var cuts = PathLine.DirectoryCuts(line, directories);
            for (var c = 0; c < cuts; c++) _cuts[at + count++] = new PathCut(PathCutKind.Directory, directories[c]);
            var file = PathLine.FileCut(line);
            if (file > 0) known = i;
            if (file == 0) file = ContextCut(line, text, starts, known, i);
            if (file > 0) _cuts[at + count++] = new PathCut(PathCutKind.File, file);
            if (line is "--" && i > 0) count = CopyFileCuts(i);
            _counts[i] = (byte)count;
            Weigh(text, starts, i, line);
        }

        return Trace();
    }

    public void Dispose()
    {
        ArrayPool<PathCut>.Shared.Return(_cuts);
        ArrayPool<int>.Shared.Return(_costs);
        ArrayPool<sbyte>.Shared.Return(_back);
        ArrayPool<byte>.Shared.Return(_counts);
        ArrayPool<sbyte>.Shared.Return(_chosen);
    }

    private static ReadOnlySpan<char> Line(ReadOnlySpan<char> text, ReadOnlySpan<int> starts, int i) => text[starts[i]..(starts[i + 1] - 1)];

    private static int ContextCut(ReadOnlySpan<char> line, ReadOnlySpan<char> text, ReadOnlySpan<int> starts, int known, int i)
    {
        if (line.IndexOf('-') < 0) return 0;
        if (known >= 0 && Owner(line, Line(text, starts, known)) is var before and > 0) return before;

        // Context before the first match of a file: the match is a few lines below.
        for (var next = i + 1; next < Math.Min(i + 8, starts.Length - 1); next++)
        {
            if (Owner(line, Line(text, starts, next)) is var after and > 0) return after;
        }

        return 0;
    }

    private static int Owner(ReadOnlySpan<char> line, ReadOnlySpan<char> match)
    {
        var cut = PathLine.FileCut(match);
        return cut > 0 && PathLine.IsContextOf(line, match[..cut]) ? cut : 0;
    }

    /// <summary>grep's <c>--</c> between two matches of a file stays inside its group.</summary>
    private int CopyFileCuts(int i)
    {
        var at = i * PerLine;
        var count = 1;
        for (var c = 1; c < _counts[i - 1]; c++)
        {
            var cut = _cuts[at - PerLine + c];
            if (cut.Kind == PathCutKind.File) _cuts[at + count++] = cut with { IsSeparator = true };
        }

        return count;
    }

    private void Weigh(ReadOnlySpan<char> text, ReadOnlySpan<int> starts, int i, ReadOnlySpan<char> line)
    {
        var at = i * PerLine;
        var previous = i == 0 ? default : Line(text, starts, i - 1);
        var owner = i > 1 && previous is "--" ? Line(text, starts, i - 2) : previous;
        var common = i == 0 ? 0 : line.CommonPrefixLength(owner);
        var (cost, back) = Plain(i, line, previous);
        var best = (Plain: Keep(at, cost, line.Length, back, 0), Directory: (Forbidden, (sbyte)-1), File: (Forbidden, (sbyte)-1));
        var opened = Opened(i, line, previous);
        var p = 1; // cuts are in order: what continues a state of the line before is found in one walk
        for (var s = 1; s < _counts[i]; s++)
        {
            var cut = _cuts[at + s];
            (cost, back) = i == 0 ? (Forbidden, (sbyte)-1) : Continued(i, cut, cut.IsSeparator ? cut.Length : common, ref p);
            if (!cut.IsSeparator && opened.Cost + cut.Length + HeadingCost < cost && MayHead(line[..cut.Length], cut.Kind))
                (cost, back) = (opened.Cost + cut.Length + HeadingCost, opened.Back);
            if (cut.Kind == PathCutKind.Directory)
            {
                var kept = Keep(at, cost, line.Length - cut.Length + 1, back, s);
                if (kept.Item1 < best.Directory.Item1) best.Directory = kept;
            }
            else
            {
                var kept = Keep(at, cost, cut.IsSeparator ? 2 : line.Length - PathLine.RowStart(line, cut.Length), back, s);
                if (kept.Item1 < best.File.Item1) best.File = kept;
            }
        }

        (_plain, _directory, _file) = best;
    }

    private (int, sbyte) Keep(int at, int cost, int row, sbyte back, int state)
    {
        cost = cost >= Forbidden ? Forbidden : Math.Min(cost + row + 1, Forbidden);
        _costs[at + state] = cost;
        _back[at + state] = back;
        return (cost, (sbyte)state);
    }

    private static bool MayHead(ReadOnlySpan<char> heading, PathCutKind kind) =>
        kind == PathCutKind.File ? PathLine.IsFileHeading(heading) : PathLine.IsDirectoryHeading(heading) && !PathLine.IsFileRow(heading);

    private (int Cost, sbyte Back) Continued(int i, PathCut cut, int common, ref int p)
    {
        var at = (i - 1) * PerLine;
        for (; common >= cut.Length && p < _counts[i - 1]; p++)
        {
            var other = _cuts[at + p];
            if (other.Kind == cut.Kind && other.Length == cut.Length) return (_costs[at + p], (sbyte)p);
            if (other.Kind > cut.Kind || (other.Kind == cut.Kind && other.Length > cut.Length)) break;
        }

        return (Forbidden, -1);
    }

    /// <summary>The best way to reach a new heading at the line's beginning.</summary>
    private (int Cost, sbyte Back) Opened(int i, ReadOnlySpan<char> line, ReadOnlySpan<char> previous)
    {
        if (i == 0) return (0, -1);

        // A plain line that ends like a directory, with an indented line below, would be taken for a heading.
        return Best(line.StartsWith(" ") && PathLine.IsDirectoryHeading(previous), false, false);
    }

    /// <summary>The best way to a line that stands as it is, so that it is taken for no row.</summary>
    private (int Cost, sbyte Back) Plain(int i, ReadOnlySpan<char> line, ReadOnlySpan<char> previous)
    {
        if (i == 0) return (0, -1);
        var fileRow = PathLine.IsFileRow(line);
        var indented = line.StartsWith(" ");
        if (fileRow && previous is "--") return (Forbidden, -1);
        var likeRow = (fileRow && PathLine.IsFileHeading(previous)) || (indented && PathLine.IsDirectoryHeading(previous));
        return Best(likeRow, indented, fileRow);
    }

    private (int Cost, sbyte Back) Best(bool notPlain, bool notDirectory, bool notFile)
    {
        (int Cost, sbyte State) best = (Forbidden, -1);
        if (!notPlain && _plain.Cost < best.Cost) best = _plain;
        if (!notDirectory && _directory.Cost < best.Cost) best = _directory;
        if (!notFile && _file.Cost < best.Cost) best = _file;
        return best;
    }

    private bool Trace()
    {
        var (cost, state) = Best(false, false, false);
        if (cost >= Forbidden) return false;
        var grouped = false;
        for (var i = _lines - 1; i >= 0; i--)
        {
            _chosen[i] = state;
            grouped |= state > 0;
            state = _back[(i * PerLine) + state];
        }

        return grouped;
    }
}
