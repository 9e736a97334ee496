namespace TokenPak.Compression.Engine;

/// <summary>Splits a block's saving among its stages by the characters each removed, in whole tokens that add up.</summary>
internal static class SavingShares
{
    public static StageShare[] Split(List<(byte Stage, int Chars)> saved, int tokens)
    {
        long total = 0;
        foreach (var (_, chars) in saved) total += chars;

        var shares = new StageShare[saved.Count];
        long seen = 0;
        var given = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            // Cumulative rounding: the parts always add up to the whole.
            seen += saved[i].Chars;
            var upTo = (int)(tokens * seen / total);
            shares[i] = new StageShare(saved[i].Stage, upTo - given);
            given = upTo;
        }

        return shares;
    }
}
