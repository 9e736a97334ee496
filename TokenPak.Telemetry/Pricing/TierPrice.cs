namespace TokenPak.Telemetry.Pricing;

/// <summary>The price of a service tier: rates of its own, or a factor on the standard ones.</summary>
internal sealed record TierPrice
{
    /// <summary>Rates for every request, or for those up to <see cref="LongAbove"/> prompt tokens.</summary>
    public Rates? Rates { get; init; }

    /// <summary>The factor on the standard tier's rates, where the provider states one instead of rates.</summary>
    public decimal? Multiplier { get; init; }

    /// <summary>Prompts of more tokens than this (cached ones included) are billed at <see cref="LongRates"/> as a whole.</summary>
    public long? LongAbove { get; init; }

    /// <inheritdoc cref="LongAbove"/>
    public Rates? LongRates { get; init; }

    /// <summary>The rates for a prompt of this size.</summary>
    public Rates? For(long inputTokens) => LongAbove is { } limit && inputTokens > limit ? LongRates : Rates;
}
