using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace TokenPak.ServiceDefaults.Observability;

/// <summary>OpenTelemetry over OTLP, configured by the standard <c>OTEL_*</c> variables; nothing is registered where no endpoint is set.</summary>
public static class ObservabilityExtensions
{
    /// <summary>Every activity source and meter of TokenPak begins with this.</summary>
    public const string SourcePrefix = "TokenPak.";

    /// <summary>Where everything is exported to; the standard variable of OpenTelemetry.</summary>
    public const string EndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";

    internal static void AddObservability(this IHostApplicationBuilder builder)
    {
        builder.Services.Replace(ServiceDescriptor.Singleton<DistributedContextPropagator>(new TraceContextPropagator()));
        if (string.IsNullOrEmpty(builder.Configuration[EndpointKey])) return;

        // The instrumentations would read and send baggage of their own accord.
        Sdk.SetDefaultTextMapPropagator(new OpenTelemetry.Context.Propagation.TraceContextPropagator());
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource =>
            {
                if (string.IsNullOrEmpty(builder.Configuration["OTEL_SERVICE_NAME"])) resource.AddService(builder.Environment.ApplicationName);
            })
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
