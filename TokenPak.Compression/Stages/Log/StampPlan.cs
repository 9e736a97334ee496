using System.Buffers;

namespace TokenPak.Compression.Stages.Log;

/// <summary>How much of each stamp stands in a heading above: the cheapest choice over the whole text, in one pass.</summary>
internal static class StampPlan
{
    private const int MaxCuts = 8;

    /// <summary>A heading costs its mark, its line end and tokens of its own.</summary>
    private const int HeadingCost = 8;

    public static void Choose(ReadOnlySpan<char> text, Span<LogLine> lines)
    {
        var states = ArrayPool<(short Cut, sbyte Back, int Cost)>.Shared.Rent(lines.Length * MaxCuts);
        var counts = ArrayPool<byte>.Shared.Rent(lines.Length);
        try
        {
            var before = -1;
            for (var i = 0; i < lines.Length; i++)
            {
                if (lines[i].StampLength == 0) continue;
                counts[i] = (byte)Weigh(text, lines, states, counts, before, i);
                before = i;
            }

            Trace(lines, states, counts, before);
        }
        finally
        {
            ArrayPool<(short, sbyte, int)>.Shared.Return(states);
            ArrayPool<byte>.Shared.Return(counts);
        }
    }

    /// <summary>A row begins with a whole number.</summary>
    public static bool IsCut(ReadOnlySpan<char> token, int at) =>
        char.IsAsciiDigit(token[at]) && (at == 0 || !char.IsAsciiLetterOrDigit(token[at - 1]));

    /// <summary>Whether two lines may stand below the same heading.</summary>
    public static bool SameHeading(ReadOnlySpan<char> text, in LogLine a, in LogLine b, int cut) =>
        a.VaryingStart == b.VaryingStart
        && text.Slice(a.Start, a.VaryingStart + cut).SequenceEqual(text.Slice(b.Start, b.VaryingStart + cut))
        && Suffix(text, a).SequenceEqual(Suffix(text, b));

    public static ReadOnlySpan<char> Suffix(ReadOnlySpan<char> text, in LogLine line) => text[(line.Start + line.VaryingEnd)..(line.Start + line.StampLength)];

    private static int Weigh(ReadOnlySpan<char> text, Span<LogLine> lines, (short Cut, sbyte Back, int Cost)[] states, byte[] counts, int before, int i)
    {
        ref var line = ref lines[i];
        var best = before < 0 ? (-1, 0) : Cheapest(states, before, counts[before]);
        var common = before < 0 ? -1 : Common(text, lines[before], line);
        var token = text[(line.Start + line.VaryingStart)..(line.Start + line.VaryingEnd)];
        var count = 0;
        for (var cut = 0; cut < token.Length && count < MaxCuts; cut++)
        {
            if (!IsCut(token, cut)) continue;
            var (back, cost) = (best.Item1, best.Item2 + line.StampLength - token.Length + cut + HeadingCost);
            for (var s = 0; common >= cut && s < counts[before]; s++)
            {
                var other = states[(before * MaxCuts) + s];
                if (other.Cut == cut && other.Cost < cost) (back, cost) = (s, other.Cost);
            }

            states[(i * MaxCuts) + count++] = ((short)cut, (sbyte)back, cost + token.Length - cut);
        }

        return count;
    }

    private static int Common(ReadOnlySpan<char> text, in LogLine a, in LogLine b)
    {
        if (!SameHeading(text, a, b, 0)) return -1;
        var x = text[(a.Start + a.VaryingStart)..(a.Start + a.VaryingEnd)];
        return x.CommonPrefixLength(text[(b.Start + b.VaryingStart)..(b.Start + b.VaryingEnd)]);
    }

    private static (int State, int Cost) Cheapest((short Cut, sbyte Back, int Cost)[] states, int line, int count)
    {
        var best = (State: 0, states[line * MaxCuts].Cost);
        for (var s = 1; s < count; s++)
        {
            if (states[(line * MaxCuts) + s].Cost < best.Cost) best = (s, states[(line * MaxCuts) + s].Cost);
        }

        return best;
    }

    private static void Trace(Span<LogLine> lines, (short Cut, sbyte Back, int Cost)[] states, byte[] counts, int last)
    {
        if (last < 0) return;
        var state = Cheapest(states, last, counts[last]).State;
        for (var i = last; i >= 0; i--)
        {
            if (lines[i].StampLength == 0) continue;
            var chosen = states[(i * MaxCuts) + state];
            lines[i].Cut = chosen.Cut;
            state = chosen.Back;
        }
    }
}
