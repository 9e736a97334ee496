namespace TokenPak.Telemetry.Pricing;

/// <summary>Registers the price table.</summary>
internal static class PricingExtensions
{
    public static void AddPricing(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<PricingOptions>().BindConfiguration(PricingOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<PriceTable>();
        builder.Services.AddSingleton<RequestPricer>();
        builder.Services.AddSingleton<ReceiptPrices>();
    }
}
