namespace TokenPak.Gateway.Breakers;

internal static class BreakerExtensions
{
    public static void AddBreakers(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<BreakerOptions>().BindConfiguration(BreakerOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<BreakerTable>();
    }
}
