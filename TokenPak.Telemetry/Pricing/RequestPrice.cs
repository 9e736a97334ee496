namespace TokenPak.Telemetry.Pricing;

/// <summary>The money of one request in US dollars. Null is unknown.</summary>
/// <param name="Model">The price row used.</param>
/// <param name="Cost">What the provider bills.</param>
/// <param name="GrossSaved">What the removed tokens would have cost.</param>
/// <param name="CacheBreakCost">What changed prefixes cost at most.</param>
internal sealed record RequestPrice(string? Model, decimal? Cost, decimal? GrossSaved, decimal? CacheBreakCost)
{
    /// <summary>Gross savings less cache breaks.</summary>
    public decimal? NetSaved => GrossSaved - CacheBreakCost;
}
