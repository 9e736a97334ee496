namespace TokenPak.Gateway.CacheBreaks;

internal static class CacheBreakExtensions
{
    public static void AddCacheBreaks(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<CacheBreakOptions>().BindConfiguration(CacheBreakOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<CacheBreakLedger>();
        builder.Services.AddSingleton<ProviderCacheLedger>();
    }
}
