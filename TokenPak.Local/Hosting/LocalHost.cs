using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.ServiceDiscovery;
using TokenPak.Compiler;
using TokenPak.Dashboard;
using TokenPak.Gateway;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Messaging;
using TokenPak.Telemetry;

namespace TokenPak.Local.Hosting;

/// <summary>All four services in one process.</summary>
internal static class LocalHost
{
    public static WebApplication Build(HostSettings settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            // The assets' manifest goes by this name, whatever program hosts it.
            ApplicationName = typeof(LocalHost).Assembly.GetName().Name,

            // Not the current folder: an installed tool is started from anywhere, and without its web root assets are empty 200s.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseStaticWebAssets();
        builder.AddServiceDefaults();
        builder.Configuration.AddInMemoryCollection(settings.ToConfiguration());
        builder.AddLocalLogging();
        var options = builder.AddLocalOptions();
        var folder = builder.AddDataFolder(options);

        // The compiler and telemetry first: the gateway takes the calls in process where they are registered.
        builder.AddCompiler();
        builder.AddTelemetry();
        builder.AddGateway();
        builder.AddDashboard();
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(folder.DashboardKeys));
        builder.Services.AddSingleton<IServiceEndpointProviderFactory, SelfEndpointProvider>();
        PutFirst<IServiceEndpointProviderFactory>(builder.Services);
        builder.Services.AddHostedService<SessionAtStart>();
        builder.AddMessaging();

        // After the bus, so that it stops before it: the server stops first, then the events of the last requests reach the store, then the bus ends.
        builder.Services.AddHostedService<EventDrain>();

        // After the services, whose endpoint defaults apply to what is bound later.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(options));

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGateway();
        app.MapDashboard();
        return app;
    }

    private static void PutFirst<T>(IServiceCollection services)
    {
        var descriptor = services.Last(d => d.ServiceType == typeof(T));
        services.Remove(descriptor);
        services.Insert(0, descriptor);
    }
}
