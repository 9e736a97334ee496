using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry;

/// <summary>Makes the rollups anew from the rows.</summary>
public static class TelemetryRebuild
{
    /// <summary>Runs beside a service that stores, or without one. Needs what <see cref="TelemetryExtensions.AddTelemetry"/> adds, not started.</summary>
    /// <returns>The rows read.</returns>
    public static Task<long> RunAsync(IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<RollupRebuild>().RunAsync(cancellationToken);
}
