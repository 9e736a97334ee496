using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Logging.Console;
using TokenPak.Contracts;

namespace TokenPak.Local.Hosting;

internal static class LocalHostExtensions
{
    /// <summary>Quiet by default: warnings, and this project's own few lines, one line each.</summary>
    public static void AddLocalLogging(this IHostApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("TokenPak.Local", LogLevel.Information);

        // Its failures reach telemetry as exceptions, and telemetry says in its own words what they mean.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Critical);

        // A failed start is explained in one line by whoever started it, an unreachable provider in the answer that its caller gets.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error);

        // Says that keys lie unencrypted: they lie in a folder of the owner's alone.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Logging.AddConfiguration(builder.Configuration.GetSection("Logging"));
        builder.Logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>Reads the options at once, since binding needs them before the container stands.</summary>
    public static LocalOptions AddLocalOptions(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<LocalOptions>().BindConfiguration(LocalOptions.SectionName).ValidateDataAnnotations();
        LocalOptions options;
        try
        {
            options = builder.Configuration.GetSection(LocalOptions.SectionName).Get<LocalOptions>() ?? new LocalOptions();
            Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        }
        catch (Exception e) when (e is ValidationException or InvalidOperationException)
        {
            throw new StartupException($"The configuration of TokenPak is not valid: {e.Message}", e);
        }

        return options;
    }

    /// <summary>Creates the data folder and points the services at it.</summary>
    public static DataFolder AddDataFolder(this IHostApplicationBuilder builder, LocalOptions options)
    {
        var folder = DataFolder.At(options.DataPath);
        folder.Create();
        builder.Services.AddSingleton(folder);

        var values = new Dictionary<string, string?> { [$"ConnectionStrings:{ResourceNames.TelemetryDatabase}"] = $"Data Source={folder.Database}" };
        if (string.IsNullOrEmpty(builder.Configuration["TokenPak:HashKey"])) values["TokenPak:HashKey"] = folder.HashKey();
        values["TokenPak:DataPath"] = folder.Root;

        if (IsAdminTokenNeeded(builder.Configuration, options))
        {
            values["TokenPak:AdminToken"] = folder.AdminToken(out var made);
            builder.Services.AddSingleton(new AdminTokenNotice(folder.AdminTokenFile, made));
            builder.Services.AddHostedService<AdminTokenNotice.Writer>();
        }

        builder.Configuration.AddInMemoryCollection(values);
        return folder;
    }

    /// <summary>Where pages and statistics are protected and nobody named a token. Reachable from elsewhere with no credential at all is the gateway's to refuse.</summary>
    private static bool IsAdminTokenNeeded(IConfiguration configuration, LocalOptions options)
    {
        if (!string.IsNullOrEmpty(configuration["TokenPak:AdminToken"])) return false;
        if (configuration.GetValue<bool>("Dashboard:RequireToken")) return true;
        var hasKeys = !string.IsNullOrEmpty(configuration["TokenPak:ProxyAuthToken"]) || configuration.GetSection("TokenPak:Keys").GetChildren().Any();
        return hasKeys && !Listening.IsLoopback(options.BindAddress) && !configuration.GetValue<bool>("TokenPak:AllowAnonymous");
    }
}
