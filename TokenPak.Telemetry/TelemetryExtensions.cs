using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Diagnostics;
using TokenPak.Telemetry.Ingestion;
using TokenPak.Telemetry.Pricing;
using TokenPak.Telemetry.Retention;
using TokenPak.Telemetry.Statistics;

namespace TokenPak.Telemetry;

/// <summary>Registers and maps the telemetry: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class TelemetryExtensions
{
    /// <summary>
    /// Adds the store, the consumer and <see cref="IStatistics"/> over it. Needs <c>ConnectionStrings:telemetrydb</c> to be set by now; the bus is
    /// closed by the host.
    /// </summary>
    public static IHostApplicationBuilder AddTelemetry(this IHostApplicationBuilder builder)
    {
        var kind = builder.AddStore();
        builder.AddPricing();
        builder.AddIngestion(kind);
        builder.AddRetention();
        builder.Services.AddSingleton<TelemetryMetrics>();
        builder.AddStatistics();
        return builder;
    }

    /// <summary>Maps the endpoints that the gateway calls in the distributed system.</summary>
    public static WebApplication MapTelemetry(this WebApplication app)
    {
        app.MapStatistics();
        return app;
    }
}
