using TokenPak.Contracts;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Configuration;
using TokenPak.ServiceDefaults.Messaging;

namespace TokenPak.Telemetry;

/// <summary>The telemetry service on its own.</summary>
public class Program
{
    private static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        if (!builder.HasRequired(ResourceNames.Telemetry, [ResourceNames.TelemetryDatabase, ResourceNames.Messaging], [])) return 1;

        builder.AddTelemetry();
        builder.AddMessaging();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapTelemetry();
        await app.RunAsync();
        return 0;
    }
}
