using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Forwarding;

namespace TokenPak.Gateway.Proxying;

internal static class ProxyExtensions
{
    private static readonly string[] Patterns = ["/v1/{**rest}", "/v1beta/{**rest}", "/v1alpha/{**rest}", "/v1beta1/{**rest}", "/upload/{**rest}", "/openai/{**rest}"];

    public static void AddProxying(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddHttpForwarder();
        services.AddSingleton<UpstreamTable>();
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<RequestForwarder>();
        services.AddSingleton<ProviderDetector>();
        services.AddSingleton<KeyedHash>();
        services.AddSingleton<CallerTenant>();
        services.AddSingleton<RequestIntake>();
        services.AddSingleton<ProxyHandler>();
    }

    public static void MapProxying(this IEndpointRouteBuilder app)
    {
        var handler = app.ServiceProvider.GetRequiredService<ProxyHandler>();
        foreach (var pattern in Patterns) app.Map(pattern, handler.HandleAsync);

        // TokenPak's own corner below /v1: nothing of it may reach a provider.
        app.Map("/v1/tokenpak/{**rest}", context => context.WriteErrorAsync(404, ErrorTypes.NotFound, "There is nothing here."));
    }
}
