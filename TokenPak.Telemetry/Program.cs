using TokenPak.Contracts;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Configuration;
using TokenPak.ServiceDefaults.Messaging;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry;

/// <summary>The telemetry service on its own: serves, or with the argument <c>migrate</c> brings its database up to date and ends.</summary>
public class Program
{
    private static Task<int> Main(string[] args) => ServiceStart.RunAsync(ResourceNames.Telemetry, () => RunAsync(args));

    private static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        var migrates = args is [MigrateCommand.Name, ..];
        RequiredConnection[] connections = migrates ? [StoreConnection.Required] : [StoreConnection.Required, RequiredConnection.Messaging];
        if (!builder.HasRequired(ResourceNames.Telemetry, connections, [])) return 1;

        builder.AddTelemetry();
        if (!migrates) builder.AddMessaging();

        await using var app = builder.Build();
        if (migrates) return await MigrateCommand.RunAsync(app.Services);

        app.MapDefaultEndpoints();
        app.MapTelemetry();
        await app.RunAsync();
        return 0;
    }
}
