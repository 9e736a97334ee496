namespace TokenPak.Gateway.CacheBreakpoints;

internal static class CacheBreakpointExtensions
{
    public static void AddCacheBreakpoints(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<CacheBreakpointOptions>().BindConfiguration(CacheBreakpointOptions.SectionName);
        builder.Services.AddSingleton<CacheBreakpointHelp>();
    }
}
