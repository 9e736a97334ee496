using Microsoft.Extensions.Options;

namespace TokenPak.Gateway.Routing;

internal static class RoutingExtensions
{
    public static void AddRouter(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RouterOptions>().BindConfiguration(RouterOptions.SectionName).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<RouterOptions>, RouterOptionsValidator>();
        builder.Services.AddSingleton<Router>();
    }
}
