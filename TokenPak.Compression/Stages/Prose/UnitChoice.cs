namespace TokenPak.Compression.Stages.Prose;

/// <summary>Chooses the units that are kept: what is needed, then the best that fit, each with what it is read under, the notes between them paid for.</summary>
internal static class UnitChoice
{
    /// <summary>What a note costs in tokens, and how much more the first costs, which names the original.</summary>
    public const int NoteTokens = 9;

    public const int FirstNoteTokens = 26;

    public static void Choose(Span<ProseUnit> units, int budget)
    {
        var left = budget - FirstNoteTokens - NoteTokens; // before anything is kept, everything is one gap
        for (var u = 0; u < units.Length; u++)
        {
            if (units[u].IsNeeded) left -= Keep(units, u);
        }

        foreach (var u in ByScore(units))
        {
            if (units[u].IsKept || units[u].Score < 0) continue;
            var cost = Cost(units, u);
            if (cost > left) continue;
            left -= cost;
            Keep(units, u);
        }

        Fill(units);
    }

    /// <summary>The best first; of equals, the first.</summary>
    private static int[] ByScore(ReadOnlySpan<ProseUnit> units)
    {
        var scores = new double[units.Length];
        var order = new int[units.Length];
        for (var u = 0; u < units.Length; u++) (scores[u], order[u]) = (-units[u].Score, u);
        // Array.Sort is not stable: equal scores are told apart by place afterwards.
        Array.Sort(scores, order);
        for (var first = 0; first < order.Length;)
        {
            var end = first + 1;
            while (end < order.Length && scores[end] == scores[first]) end++;
            Array.Sort(order, first, end - first);
            first = end;
        }

        return order;
    }

    /// <summary>What keeping a unit costs: its tokens, those of what it is read under, and the notes that come or go.</summary>
    private static int Cost(ReadOnlySpan<ProseUnit> units, int unit)
    {
        var cost = 0;
        for (var u = unit; u >= 0 && !units[u].IsKept; u = units[u].Parent) cost += units[u].Tokens + (NoteTokens * Gaps(units, u));
        return cost;
    }

    private static int Keep(Span<ProseUnit> units, int unit)
    {
        var cost = 0;
        for (var u = unit; u >= 0 && !units[u].IsKept; u = units[u].Parent)
        {
            cost += units[u].Tokens + (NoteTokens * Gaps(units, u));
            units[u].IsKept = true;
        }

        return cost;
    }

    /// <summary>Gaps that there are more, once a unit is kept: it ends one, splits one, or stands at its edge.</summary>
    private static int Gaps(ReadOnlySpan<ProseUnit> units, int unit)
    {
        var before = unit > 0 && !units[unit - 1].IsKept;
        var behind = unit + 1 < units.Length && !units[unit + 1].IsKept;
        return (before ? 1 : 0) + (behind ? 1 : 0) - 1;
    }

    /// <summary>A gap that is no longer than its note is kept instead.</summary>
    private static void Fill(Span<ProseUnit> units)
    {
        for (var first = 0; first < units.Length; first++)
        {
            if (units[first].IsKept) continue;
            var (end, tokens) = (first, 0);
            for (; end < units.Length && !units[end].IsKept; end++) tokens += units[end].Tokens;
            if (tokens <= NoteTokens)
            {
                for (var u = first; u < end; u++) Keep(units, u);
            }

            first = end;
        }
    }
}
