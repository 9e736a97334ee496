using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Messaging;

namespace TokenPak.Telemetry;

/// <summary>The telemetry service on its own.</summary>
public class Program
{
    private static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddTelemetry();
        builder.AddMessaging();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapTelemetry();
        await app.RunAsync();
    }
}
