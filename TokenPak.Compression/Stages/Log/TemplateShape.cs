namespace TokenPak.Compression.Stages.Log;

/// <summary>Works out a template's columns: what every line has, what repeats an earlier slot, what stands around a value in every line.</summary>
internal static class TemplateShape
{
    private const int LegendCost = 6;

    /// <summary>Earlier slots that agree on the first line and are compared on all: bounds the work on lines made to agree on most.</summary>
    private const int MaxRepeatTries = 4;

    /// <summary>Null where the template does not pay for its line in the legend.</summary>
    public static LogTemplate? Of(ReadOnlySpan<char> text, Span<LogLine> lines, ReadOnlySpan<int> order, LogTokens tokens)
    {
        ref var first = ref lines[order[0]];
        var columns = new LogColumn[first.Tokens];
        var slots = 0;
        var (legend, saved) = (LegendCost, -2); // a row has its id and a blank
        for (var p = 0; p < columns.Length; p++)
        {
            var value = tokens.Text(text, first, p);
            if (IsConstant(text, lines, order, tokens, p))
            {
                if (LooksLikeSlot(value)) return null;
                legend += value.Length + 1;
                saved += value.Length + 1;
                continue;
            }

            var (prefix, suffix) = Around(text, lines, order, tokens, p);
            if (LooksLikeSlot(value[..prefix]) || LooksLikeSlot(value[^suffix..])) (prefix, suffix) = (0, 0);
            var repeated = Repeated(text, lines, order, tokens, columns, p, prefix, suffix);
            columns[p] = new LogColumn(repeated > 0 ? repeated : ++slots, repeated > 0, prefix, suffix);
            legend += prefix + suffix + 4;
            saved += repeated > 0 ? value.Length + 1 : prefix + suffix;
        }

        return (long)order.Length * saved > legend ? new LogTemplate(order[0], columns) : null;
    }

    public static ReadOnlySpan<char> Value(ReadOnlySpan<char> text, in LogLine line, LogTokens tokens, int place, LogColumn column)
    {
        var token = tokens.Text(text, line, place);
        return token[column.Prefix..(token.Length - column.Suffix)];
    }

    private static bool IsConstant(ReadOnlySpan<char> text, Span<LogLine> lines, ReadOnlySpan<int> order, LogTokens tokens, int place)
    {
        var first = tokens.Text(text, lines[order[0]], place);
        foreach (var i in order[1..])
        {
            if (!tokens.Text(text, lines[i], place).SequenceEqual(first)) return false;
        }

        return true;
    }

    /// <summary>The characters before and after the value that all lines share, cut between words; none of it where a value would be empty.</summary>
    private static (int Prefix, int Suffix) Around(ReadOnlySpan<char> text, Span<LogLine> lines, ReadOnlySpan<int> order, LogTokens tokens, int place)
    {
        var first = tokens.Text(text, lines[order[0]], place);
        var (prefix, suffix, shortest) = (first.Length, first.Length, first.Length);
        foreach (var i in order[1..])
        {
            var token = tokens.Text(text, lines[i], place);
            shortest = Math.Min(shortest, token.Length);
            prefix = first[..prefix].CommonPrefixLength(token);
            suffix = CommonSuffixLength(first[^suffix..], token);
            if (prefix == 0 && suffix == 0) return (0, 0);
        }

        prefix = Math.Max(Math.Min(prefix, shortest - 1), 0);
        while (prefix > 0 && !IsCut(first[prefix - 1], prefix > 1 ? first[prefix - 2] : ' ')) prefix--;
        suffix = Math.Max(Math.Min(suffix, shortest - 1 - prefix), 0);
        while (suffix > 0 && !IsCut(first[^suffix], suffix > 1 ? first[^(suffix - 1)] : ' ')) suffix--;
        return (prefix, suffix);
    }

    private static int CommonSuffixLength(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        var length = 0;
        while (length < a.Length && length < b.Length && a[^(length + 1)] == b[^(length + 1)]) length++;
        return length;
    }

    /// <summary>Words, numbers and addresses stay whole: a value is cut off only at something else.</summary>
    private static bool IsCut(char c, char beyond) =>
        !char.IsLetterOrDigit(c) && !char.IsSurrogate(c) && c is not ('-' or '+') && !(c is '.' or ',' && char.IsAsciiDigit(beyond));

    /// <summary>The slot of an earlier column whose value this one repeats in every line, or 0.</summary>
    private static int Repeated(ReadOnlySpan<char> text, Span<LogLine> lines, ReadOnlySpan<int> order, LogTokens tokens, LogColumn[] columns, int place, int prefix, int suffix)
    {
        var column = new LogColumn(0, false, prefix, suffix);
        var tried = 0;
        for (var p = 0; p < place && tried < MaxRepeatTries; p++)
        {
            if (columns[p].Slot == 0 || columns[p].Repeats) continue;
            if (!Value(text, lines[order[0]], tokens, p, columns[p]).SequenceEqual(Value(text, lines[order[0]], tokens, place, column))) continue;
            tried++;
            var same = true;
            foreach (var i in order)
            {
                same = Value(text, lines[i], tokens, p, columns[p]).SequenceEqual(Value(text, lines[i], tokens, place, column));
                if (!same) break;
            }

            if (same) return columns[p].Slot;
        }

        return 0;
    }

    /// <summary>Text that has <c>&lt;1&gt;</c> or the like in it.</summary>
    private static bool LooksLikeSlot(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf('<'); at >= 0 && at + 1 < text.Length; at++)
        {
            if (text[at] == '<' && char.IsAsciiDigit(text[at + 1])) return true;
        }

        return false;
    }
}
