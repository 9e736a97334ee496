using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TokenPak.ServiceDefaults.Configuration;
using TokenPak.ServiceDefaults.Health;
using TokenPak.ServiceDefaults.Observability;

namespace TokenPak.ServiceDefaults;

/// <summary>What every service has: configuration names, OpenTelemetry, health, service discovery.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds the defaults once; further calls on the same builder change nothing, since in one process every service asks for them.</summary>
    public static IHostApplicationBuilder AddServiceDefaults(this IHostApplicationBuilder builder)
    {
        if (builder.Services.Any(d => d.ServiceType == typeof(Marker))) return builder;
        builder.Services.AddSingleton<Marker>();

        builder.AddTokenPakEnvironment();
        builder.AddObservability();
        builder.AddDefaultHealthChecks();
        builder.Services.AddServiceDiscovery();
        builder.Services.AddSingleton(TimeProvider.System);

        // Why a start fails is told in one line (ServiceStart); a stack before it would bury that.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);

        // It writes whole targets, with a key in the path or the query, or what is asked of the vault. Wholly off: Kestrel logs unhandled exceptions as well, and while it is on every
        // request gets a scope and an activity although nobody listens.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        return builder;
    }

    /// <summary>Maps <c>/alive</c> and <c>/ready</c>. Call once a process.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthEndpoints();
        return app;
    }

    private sealed class Marker;
}
