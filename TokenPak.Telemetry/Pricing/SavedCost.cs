using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Pricing;

/// <summary>What compilation saved, and what changed prefixes cost, at given rates.</summary>
internal static class SavedCost
{
    private const decimal Million = 1_000_000m;

    /// <summary>Each removed token at the rate it would have been billed at; null where that was not measured or has no price.</summary>
    public static decimal? Gross(RemovedTokens removed, TokenUsage? usage, Rates rates)
    {
        if (removed is { AtReadRate: null, AtWriteRate: null, AtInputRate: null }) return null;

        return (UsageCost.Line(removed.AtReadRate ?? 0, rates.CacheRead)
            + UsageCost.Line(removed.AtWriteRate ?? 0, WriteRate(usage, rates))
            + UsageCost.Line(removed.AtInputRate ?? 0, rates.Input)) / Million;
    }

    /// <summary>
    /// The most that changed prefixes can have cost: all that this request wrote to the cache (or, where providers do not bill writes, all that it
    /// sent uncached) would have been read from it. The newest turn would have been written anyway, so this is never too little.
    /// </summary>
    public static decimal? CacheBreaks(TokenUsage? usage, Rates rates)
    {
        if (usage?.InputTokens is null || rates.CacheRead is not { } read) return null;
        var rewritten = usage.CacheCreationTokens is > 0 and var written
            ? written * (WriteRate(usage, rates) - read)
            : (usage.UncachedInputTokens ?? 0) * (rates.Input - read);
        return rewritten / Million;
    }

    /// <summary>The dearer lifetime only where every write of the request had it.</summary>
    private static decimal? WriteRate(TokenUsage? usage, Rates rates) =>
        usage is { CacheCreation1hTokens: > 0 } && usage.CacheCreation1hTokens >= usage.CacheCreationTokens ? rates.CacheWrite1h : rates.CacheWrite;
}
