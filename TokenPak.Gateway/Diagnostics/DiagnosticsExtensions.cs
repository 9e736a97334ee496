using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TokenPak.Gateway.Diagnostics;

internal static class DiagnosticsExtensions
{
    public static void AddDiagnostics(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton<GatewayCounters>();
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton<ModelNames>();
        services.TryAddSingleton<RequestTelemetry>();
    }
}
