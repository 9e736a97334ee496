namespace TokenPak.Telemetry.Pricing;

/// <summary>One row of the price table. Models have one row for each price that they had. A row without a source and the date on which that was read is no row.</summary>
internal sealed record ModelPrice
{
    /// <summary>The model ids that the row prices: its own first, then names that the provider documents for the same model.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    public required string Provider { get; init; }

    public required TierPrice Standard { get; init; }

    /// <summary>By the provider's name of the tier: <c>batch</c>, <c>flex</c>, <c>priority</c>.</summary>
    public IReadOnlyDictionary<string, TierPrice>? Tiers { get; init; }

    /// <summary>The first day (UTC) of a price that replaced another; null where it has always been so.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The first day (UTC) on which the price no longer holds; null where no end is known.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Where the prices stand.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>When they were read there.</summary>
    public required DateOnly Read { get; init; }

    /// <summary>What the row does not show, in words.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the row prices requests that arrived on this day.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || day >= From) && (Until is null || day < Until);

    /// <summary>The rates of a request; null where the provider bills its tier or size in a way that the row does not know.</summary>
    public Rates? RatesFor(string? serviceTier, long inputTokens)
    {
        if (serviceTier is null or "" or "standard" or "default" or "auto" or "on_demand") return Standard.For(inputTokens);
        if (Tiers is null || !Tiers.TryGetValue(serviceTier, out var tier)) return null;
        return tier.Multiplier is { } factor ? Standard.For(inputTokens)?.Times(factor) : tier.For(inputTokens);
    }
}
