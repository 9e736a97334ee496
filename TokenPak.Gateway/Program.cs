using TokenPak.Contracts;
using TokenPak.Gateway.Hosting;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Configuration;
using TokenPak.ServiceDefaults.Messaging;

namespace TokenPak.Gateway;

/// <summary>The gateway service on its own.</summary>
public class Program
{
    private static Task<int> Main(string[] args) => ServiceStart.RunAsync(ResourceNames.Gateway, args, () => RunAsync(args));

    private static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        if (!builder.HasRequired(ResourceNames.Gateway, [RequiredConnection.Messaging], [ResourceNames.Compiler, ResourceNames.Telemetry, ResourceNames.Dashboard])) return 1;

        builder.ListenAsConfigured();
        builder.AddGateway();
        builder.AddGatewayProxy();
        builder.AddMessaging();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGateway();
        app.MapGatewayProxy();
        await app.RunAsync();
        return 0;
    }
}
