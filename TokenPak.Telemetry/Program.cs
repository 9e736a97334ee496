using TokenPak.Contracts;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Configuration;
using TokenPak.ServiceDefaults.Messaging;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry;

/// <summary>The telemetry service on its own: serves, or with the argument <c>migrate</c> or <c>rebuild</c> does that to its database and ends.</summary>
public class Program
{
    private static Task<int> Main(string[] args) => ServiceStart.RunAsync(ResourceNames.Telemetry, args, () => RunAsync(args));

    private static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        var command = args is [MigrateCommand.Name or RebuildCommand.Name, ..] ? args[0] : null;
        RequiredConnection[] connections = command is not null ? [StoreConnection.Required] : [StoreConnection.Required, RequiredConnection.Messaging];
        if (!builder.HasRequired(ResourceNames.Telemetry, connections, [])) return 1;

        builder.AddTelemetry();
        if (command is null) builder.AddMessaging();

        await using var app = builder.Build();
        if (command == MigrateCommand.Name) return await MigrateCommand.RunAsync(app.Services);
        if (command == RebuildCommand.Name) return await RebuildCommand.RunAsync(app.Services);

        app.MapDefaultEndpoints();
        app.MapTelemetry();
        await app.RunAsync();
        return 0;
    }
}
