namespace TokenPak.Telemetry;

/// <summary>Registers and maps the telemetry: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class TelemetryExtensions
{
    /// <summary>Adds the telemetry's services.</summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder) => builder;

    /// <summary>Maps the telemetry's endpoints.</summary>
    public static WebApplication MapTelemetry(this WebApplication app) => app;
}
