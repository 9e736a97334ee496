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

        // The browser of a machine in the network has no header to send: its way in is the dashboard's own sign-in.
        var reachable = !Listening.IsLoopback(options.BindAddress) && !builder.Configuration.GetValue<bool>("TokenPak:AllowAnonymous");
        var protect = builder.Configuration.GetValue<bool>("Dashboard:RequireToken");
        if (reachable && !protect && !string.IsNullOrEmpty(builder.Configuration["TokenPak:AdminToken"])) values["Dashboard:RequireToken"] = "true";
        if (protect && string.IsNullOrEmpty(builder.Configuration["TokenPak:AdminToken"]))
        {
            values["TokenPak:AdminToken"] = folder.AdminToken(out var made);
            builder.Services.AddSingleton(new AdminTokenNotice(folder.AdminTokenFile, made));
            builder.Services.AddHostedService<AdminTokenNotice.Writer>();
        }

        builder.Configuration.AddInMemoryCollection(values);
        return folder;
    }
}
