namespace TokenPak.Telemetry.Pricing;

/// <summary>Prices of the user's own: negotiated ones, local servers, models that the table does not know.</summary>
internal sealed class PricingOptions
{
    public const string SectionName = "TokenPak:Pricing";

    /// <summary>By model id. A row here replaces the table's row for that model as a whole. Default: none.</summary>
    public Dictionary<string, ConfiguredPrice> Models { get; set; } = [];
}
