namespace TokenPak.Local.Evaluation.Billing;

/// <summary>
/// A provider's prompt cache and its bill, for the prompts of one conversation. Where markers say what is cached, a prefix is stored at each marker and found again at
/// one or some pieces before it; where the provider caches by itself, the longest known prefix counts, in whole increments. Nothing under the minimum is cached.
/// </summary>
/// <param name="rule">Whose rules.</param>
/// <param name="lifetime">How long an unused entry lives; null where it never ends.</param>
internal sealed class CacheBill(BillingRule rule, TimeSpan? lifetime)
{
    /// <summary>Anthropic looks at up to twenty blocks before a marker; a call is two pieces here.</summary>
    private const int LookBack = 40;

    private readonly Dictionary<UInt128, DateTimeOffset> _stored = [];

    /// <summary>The bill so far, in input tokens.</summary>
    public double Total { get; private set; }

    public void Add(IReadOnlyList<BillPiece> pieces, DateTimeOffset time)
    {
        var upTo = new int[pieces.Count + 1];
        for (var i = 0; i < pieces.Count; i++) upTo[i + 1] = upTo[i] + pieces[i].Tokens;
        var (read, written) = rule.ByMarkers ? Marked(pieces, upTo, time) : Automatic(pieces, upTo, time);
        Total += (read * rule.Read) + (written * rule.Write) + (upTo[^1] - read - written);
    }

    private (int Read, int Written) Marked(IReadOnlyList<BillPiece> pieces, int[] upTo, DateTimeOffset time)
    {
        var (read, last) = (0, 0);
        for (var i = 0; i < pieces.Count; i++)
        {
            if (!pieces[i].IsMarked) continue;
            last = upTo[i + 1];
            for (var j = i; j >= 0 && i - j <= LookBack && upTo[j + 1] > read; j--)
            {
                if (IsKnown(pieces[j].Chain, upTo[j + 1], time)) read = upTo[j + 1];
            }
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            if (upTo[i + 1] >= rule.Minimum && (pieces[i].IsMarked || upTo[i + 1] == read)) _stored[pieces[i].Chain] = time;
        }

        return (read, last >= rule.Minimum ? Math.Max(last - read, 0) : 0);
    }

    private (int Read, int Written) Automatic(IReadOnlyList<BillPiece> pieces, int[] upTo, DateTimeOffset time)
    {
        var read = 0;
        for (var i = pieces.Count - 1; i >= 0 && read == 0; i--)
        {
            if (IsKnown(pieces[i].Chain, upTo[i + 1], time)) read = Whole(upTo[i + 1]);
        }

        foreach (var piece in pieces) _stored[piece.Chain] = time;
        return (read, Math.Max(Whole(upTo[^1]) - read, 0));
    }

    private int Whole(int tokens) => tokens < rule.Minimum ? 0 : tokens - ((tokens - rule.Minimum) % rule.Increment);

    private bool IsKnown(UInt128 chain, int tokens, DateTimeOffset time) =>
        tokens >= rule.Minimum && _stored.TryGetValue(chain, out var used) && (lifetime is null || time - used <= lifetime);
}
