using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace TokenPak.ServiceDefaults.Observability;

/// <summary>OpenTelemetry over OTLP, configured by the standard <c>OTEL_*</c> variables; nothing is registered where no endpoint is set.</summary>
public static class ObservabilityExtensions
{
    /// <summary>Every activity source and meter of TokenPak begins with this.</summary>
    public const string SourcePrefix = "TokenPak.";

    internal static void AddObservability(this IHostApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) return;

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(SourcePrefix + "*"))
            .WithTracing(tracing => tracing
                .AddSource(SourcePrefix + "*")
                .AddSource("MassTransit")
                .AddAspNetCoreInstrumentation(o => o.Filter = context => context.Request.Path.Value is not ("/alive" or "/ready"))
                .AddHttpClientInstrumentation())
            .UseOtlpExporter();
    }
}
