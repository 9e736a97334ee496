using System.Globalization;
using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Log;

/// <summary>Writes the legend and the rows.</summary>
internal sealed class LogWriter(LogTokens tokens, IReadOnlyList<LogTemplate> templates, TextBuffer output)
{
    /// <summary>One or two capital letters.</summary>
    private const int MaxIds = 26 + (26 * 26);

    private readonly int[] _ids = new int[templates.Count];
    private (int Start, int End) _row;
    private int _times = 1;

    public void Write(ReadOnlySpan<char> text, Span<LogLine> lines, bool stamps, bool carriage)
    {
        NumberIds(lines);
        output.Append("[log: rows are ");
        output.Append(stamps ? "time id values; @ gives the time around …; " : "id values; ");
        if (carriage) output.Append("lines end in CR LF; ");
        output.Append("ids:]\n");
        WriteLegend(text, lines);
        WriteRows(text, lines);
    }

    /// <summary>Ids in order of first use.</summary>
    private void NumberIds(Span<LogLine> lines)
    {
        var next = 0;
        foreach (ref var line in lines)
        {
            if (line.Template < 0) continue;
            if (_ids[line.Template] == 0) _ids[line.Template] = ++next;
            if (_ids[line.Template] > MaxIds) line.Template = -1;
        }
    }

    private void WriteLegend(ReadOnlySpan<char> text, Span<LogLine> lines)
    {
        var written = 0;
        foreach (ref var line in lines)
        {
            if (line.Template < 0 || _ids[line.Template] != written + 1) continue;
            written++;
            AppendId(written);
            output.Append('=');
            var template = templates[line.Template];
            for (var p = 0; p < template.Columns.Length; p++)
            {
                if (p > 0) output.Append(' ');
                var column = template.Columns[p];
                var token = tokens.Text(text, lines[template.Line], p);
                if (column.Slot == 0)
                {
                    output.Append(token);
                    continue;
                }

                output.Append(token[..column.Prefix]);
                output.Append('<');
                output.Append(column.Slot);
                output.Append('>');
                output.Append(token[^column.Suffix..]);
            }

            output.Append('\n');
        }
    }

    private void WriteRows(ReadOnlySpan<char> text, Span<LogLine> lines)
    {
        var heading = -1; // the stamped line whose heading stands above
        for (var i = 0; i < lines.Length; i++)
        {
            ref var line = ref lines[i];
            var headed = false;
            if (line.StampLength > 0)
            {
                headed = heading < 0 || lines[heading].Cut != line.Cut || !StampPlan.SameHeading(text, lines[heading], line, line.Cut);
                heading = i;
            }

            if (headed)
            {
                EndRow();
                WriteHeading(text, line);
                _row = (0, 0);
            }

            var mark = output.Length;
            BeginRow(text, line, out var row);
            if (Repeats(row))
            {
                output.Truncate(mark);
                _times++;
                continue;
            }

            if (!headed && MustEnd())
            {
                output.Truncate(mark);
                EndRow();
                BeginRow(text, line, out row);
            }

            _row = (row, output.Length);
            _times = 1;
        }

        EndRow();
    }

    private void BeginRow(ReadOnlySpan<char> text, in LogLine line, out int row)
    {
        output.Append('\n');
        row = output.Length;
        WriteRow(text, line);
    }

    private bool Repeats(int row) =>
        output.Length - row > 4 && _row.End - _row.Start == output.Length - row && output.Text[row..].SequenceEqual(output.Text[_row.Start.._row.End]);

    private bool MustEnd() => _times > 1 || EndsLikeTimes(output.Text[_row.Start.._row.End]);

    private void EndRow()
    {
        if (!MustEnd()) return;
        output.Append(" ×");
        output.Append(_times);
        _times = 1;
        _row = (0, 0);
    }

    public static bool EndsLikeTimes(ReadOnlySpan<char> row)
    {
        var digits = row.LastIndexOfAnyExceptInRange('0', '9') + 1;
        return digits < row.Length && digits >= 2 && row[digits - 1] == '×' && row[digits - 2] == ' ';
    }

    private void WriteRow(ReadOnlySpan<char> text, in LogLine line)
    {
        if (line.StampLength > 0)
        {
            output.Append(text[(line.Start + line.VaryingStart + line.Cut)..(line.Start + line.VaryingEnd)]);
            output.Append(' ');
        }

        if (line.Template < 0)
        {
            var raw = text[line.Message..line.End];
            if (LooksLikeRow(raw)) output.Append('|');
            output.Append(raw);
            return;
        }

        AppendId(_ids[line.Template]);
        var columns = templates[line.Template].Columns;
        for (var p = 0; p < columns.Length; p++)
        {
            if (columns[p].Slot == 0 || columns[p].Repeats) continue;
            output.Append(' ');
            output.Append(TemplateShape.Value(text, line, tokens, p, columns[p]));
        }
    }

    /// <summary>What could be taken for a time, a heading, an id or this mark itself.</summary>
    public static bool LooksLikeRow(ReadOnlySpan<char> raw)
    {
        if (raw.IsEmpty) return false;
        if (raw[0] is '|' or '@' || char.IsAsciiDigit(raw[0])) return true;
        var letters = raw.IndexOfAnyExceptInRange('A', 'Z');
        if (letters < 0) letters = raw.Length;
        return letters is 1 or 2 && (letters == raw.Length || raw[letters] == ' ');
    }

    private void WriteHeading(ReadOnlySpan<char> text, in LogLine line)
    {
        output.Append("\n@ ");
        output.Append(text.Slice(line.Start, line.VaryingStart + line.Cut));
        output.Append('…');
        output.Append(StampPlan.Suffix(text, line));
    }

    private void AppendId(int id)
    {
        id--;
        if (id >= 26) output.Append((char)('A' + (id / 26) - 1));
        output.Append((char)('A' + (id % 26)));
    }
}
