using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Budgets;
using TokenPak.Gateway.CacheBreakpoints;
using TokenPak.Gateway.CacheBreaks;
using TokenPak.Gateway.Compilation;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Holdout;
using TokenPak.Gateway.Hosting;
using TokenPak.Gateway.Ingest;
using TokenPak.Gateway.Limits;
using TokenPak.Gateway.Mcp;
using TokenPak.Gateway.Originals;
using TokenPak.Gateway.Protection;
using TokenPak.Gateway.Proxying;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Retrying;
using TokenPak.Gateway.Routing;
using TokenPak.Gateway.Statistics;
using TokenPak.Gateway.Vault;

namespace TokenPak.Gateway;

/// <summary>Registers and maps the gateway: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class GatewayExtensions
{
    /// <summary>
    /// Adds the gateway's services. Where an <c>IPromptCompiler</c> or an <c>IStatistics</c> is registered already it is used; otherwise they are
    /// called over HTTP. Before <c>AddMessaging</c>, which closes the bus.
    /// </summary>
    public static IHostApplicationBuilder AddGateway(this IHostApplicationBuilder builder)
    {
        builder.AddGatewayConfiguration();
        builder.AddGatewayHosting();
        builder.AddDiagnostics();
        builder.AddProtection();
        builder.AddLimits();
        builder.AddBudgets();
        builder.AddBreakers();
        builder.AddRetrying();
        builder.AddRouter();
        builder.AddHoldout();
        builder.AddCacheBreakpoints();
        builder.AddCacheBreaks();
        builder.AddCompilation();
        builder.AddStatistics();
        builder.AddIngest();
        builder.AddVault();
        builder.AddOriginals();
        builder.AddMcp();
        builder.AddPublishing();
        builder.AddProxying();

        // It writes whole addresses, and a query may hold a key.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Warning);

        // Two lines a request say nothing that the event does not.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Routing", LogLevel.Warning);
        return builder;
    }

    /// <summary>Maps the gateway's endpoints.</summary>
    public static WebApplication MapGateway(this WebApplication app)
    {
        app.MapMethods("/", ["GET", "HEAD"], () => Results.Redirect("/dashboard"));
        app.MapSignIn();
        app.MapStatistics();
        app.MapIngest();
        app.MapVault();
        app.MapOriginals();
        app.MapMcpServer();
        app.MapProxying();
        return app;
    }
}
