using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Forwarding;

namespace TokenPak.Gateway.Proxying;

internal static class ProxyExtensions
{
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
        services.AddSingleton<ProxyPaths>();
        services.AddSingleton<IStartupFilter, ProxyBeforeRouting>();
    }

    /// <summary>Only TokenPak's own corner is an endpoint like others (see <see cref="ProxyPaths"/>).</summary>
    public static void MapProxying(this IEndpointRouteBuilder app) =>
        app.Map(ProxyPaths.Own + "/{**rest}", context => context.WriteErrorAsync(404, ErrorTypes.NotFound, "There is nothing here."));

    /// <summary>After the guard, which is registered before.</summary>
    private sealed class ProxyBeforeRouting(ProxyPaths paths) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(rest => context => paths.InvokeAsync(context, rest));
            next(app);
        };
    }
}
