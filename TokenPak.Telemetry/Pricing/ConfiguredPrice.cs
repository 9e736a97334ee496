using System.ComponentModel.DataAnnotations;

namespace TokenPak.Telemetry.Pricing;

/// <summary>The price of one model in configuration, in US dollars per million tokens. Tokens of a kind without a rate make the cost unknown.</summary>
internal sealed class ConfiguredPrice
{
    private const double Highest = 1_000_000;

    /// <summary>Plain input. Default: unknown.</summary>
    [Range(0, Highest)]
    public decimal? Input { get; set; }

    /// <summary>Output, reasoning included. Default: none billed.</summary>
    [Range(0, Highest)]
    public decimal? Output { get; set; }

    /// <summary>Input read from the provider's cache. Default: unknown.</summary>
    [Range(0, Highest)]
    public decimal? CacheRead { get; set; }

    /// <summary>Input written to the provider's cache. Default: unknown.</summary>
    [Range(0, Highest)]
    public decimal? CacheWrite { get; set; }

    /// <summary>Input written to the provider's cache for an hour. Default: unknown.</summary>
    [Range(0, Highest)]
    public decimal? CacheWrite1h { get; set; }

    internal ModelPrice ToPrice(string model) => new()
    {
        Models = [model],
        Provider = "configured",
        Standard = new TierPrice { Rates = new Rates { Input = Input, Output = Output, CacheRead = CacheRead, CacheWrite = CacheWrite, CacheWrite1h = CacheWrite1h } },
        Sources = [$"{PricingOptions.SectionName}:Models"],
        Read = DateOnly.MinValue,
    };
}
