using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Pricing;

namespace TokenPak.Telemetry.Tests.Pricing;

/// <summary>The price table with or without configuration above it.</summary>
internal static class Pricer
{
    public static RequestPricer With(params (string Model, ConfiguredPrice Price)[] configured) =>
        new(new PriceTable(Options.Create(new PricingOptions { Models = configured.ToDictionary(c => c.Model, c => c.Price) })));

    public static decimal? Cost(string model, TokenUsage? usage) => With().Price(Events.Chat(model) with { Usage = usage }).Cost;
}
