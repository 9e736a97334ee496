using System.Numerics;

namespace TokenPak.Compression.Stages.Prose;

/// <summary>
/// Scores units by the question: BM25 among the block's own units (Robertson and Zaragoza, 2009), to which neighbours, headings and the rest of the paragraph lend some of theirs, since the answer
/// often stands beside the sentence that has the question's words. Between units that the question tells nothing about, and where no word of it stands in the text, by how central a unit is: the weight of the terms it shares
/// with others.
/// Only operations that every processor rounds alike.
/// </summary>
internal static class UnitRanking
{
    private const double K1 = 1.2;
    private const double B = 0.75;
    private const double FromBefore = 0.25;
    private const double FromBehind = 0.15;
    private const double FromParagraph = 0.75;
    private const double FromHeading = 0.25;

    /// <summary>What a unit says for itself decides between those that the question tells nothing about.</summary>
    private const double Unasked = 0.15;

    /// <summary>Without a question: what the first unit of a paragraph, and one with a number, has more.</summary>
    private const double ForOpening = 0.2;

    private const double ForNumber = 0.1;

    public static void Rank(ReadOnlySpan<char> text, Span<ProseUnit> units, TermIndex terms)
    {
        var own = new double[units.Length];
        Central(units, terms, own);
        Scale(own);
        Place(text, units, own);
        if (!terms.IsAsked) return;
        Array.Clear(own);
        Asked(units, terms, own);
        Scale(own);
        Lend(units, own);
    }

    private static void Asked(ReadOnlySpan<ProseUnit> units, TermIndex terms, double[] own)
    {
        var average = Math.Max(1.0, (double)terms.Length / units.Length);
        var counts = new int[terms.Count];
        var met = new List<int>();
        for (var u = 0; u < units.Length; u++)
        {
            met.Clear();
            foreach (var term in terms.Of(units[u]))
            {
                if (terms.Asks(term) && counts[term]++ == 0) met.Add(term);
            }

            foreach (var term in met)
            {
                var count = counts[term];
                counts[term] = 0;
                own[u] += Rarity(units.Length, terms.UnitsWith(term)) * count * (K1 + 1) / (count + (K1 * (1 - B + (B * units[u].Terms / average))));
            }
        }
    }

    private static void Central(ReadOnlySpan<ProseUnit> units, TermIndex terms, double[] own)
    {
        var last = new int[terms.Count];
        Array.Fill(last, -1);
        for (var u = 0; u < units.Length; u++)
        {
            var different = 0;
            foreach (var term in terms.Of(units[u]))
            {
                if (last[term] == u) continue;
                last[term] = u;
                different++;
                if (terms.UnitsWith(term) is > 1 and var shared) own[u] += Rarity(units.Length, shared) * Math.Sqrt(shared);
            }

            own[u] /= different + 5; // a short unit says little, a long one is no more central for that
        }
    }

    /// <summary>The logarithm of how rare a term is, in pieces between powers of two: the same on every machine.</summary>
    private static double Rarity(int units, int with) => Logarithm((2 * (uint)units) + 2) - Logarithm((2 * (uint)with) + 1);

    private static double Logarithm(uint value)
    {
        var whole = BitOperations.Log2(value);
        return whole + ((double)value / (1u << whole)) - 1;
    }

    private static void Scale(double[] own)
    {
        var most = 0.0;
        foreach (var score in own) most = Math.Max(most, score);
        if (most == 0) return;
        foreach (ref var score in own.AsSpan()) score /= most;
    }

    private static void Lend(Span<ProseUnit> units, double[] own)
    {
        for (var first = 0; first < units.Length;)
        {
            var end = first;
            var (best, second, third) = (0.0, 0.0, 0.0);
            for (; end < units.Length && units[end].Paragraph == units[first].Paragraph; end++)
            {
                var score = own[end];
                if (score > best) (best, second, third) = (score, best, second);
                else if (score > second) (second, third) = (score, second);
                else if (score > third) third = score;
            }

            var shared = FromParagraph * ((best / 2) + ((best + second + third) / 6));
            for (var u = first; u < end; u++)
            {
                ref var unit = ref units[u];
                unit.Score = own[u] + shared + (Unasked * unit.Score);
                if (u > first) unit.Score += FromBefore * own[u - 1];
                if (u + 1 < end) unit.Score += FromBehind * own[u + 1];
                if (unit.Parent >= 0) unit.Score += FromHeading * own[unit.Parent];
            }

            first = end;
        }
    }

    private static void Place(ReadOnlySpan<char> text, Span<ProseUnit> units, double[] own)
    {
        for (var u = 0; u < units.Length; u++)
        {
            ref var unit = ref units[u];
            unit.Score = own[u];
            if (u == 0 || units[u - 1].Paragraph != unit.Paragraph) unit.Score += ForOpening;
            if (text[unit.Start..unit.End].ContainsAnyInRange('0', '9')) unit.Score += ForNumber;
        }
    }
}
