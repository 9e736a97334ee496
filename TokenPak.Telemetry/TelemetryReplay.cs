using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Ingestion;

namespace TokenPak.Telemetry;

/// <summary>Stores events that come from elsewhere than the bus.</summary>
public static class TelemetryReplay
{
    /// <summary>Stores a batch; events that are known already change nothing. Runs beside a service that stores, or without one. Needs what <see cref="TelemetryExtensions.AddTelemetry"/> adds, not started. Throws where the store is away.</summary>
    public static Task StoreAsync(IServiceProvider services, RequestCompletedBatch batch, CancellationToken cancellationToken) =>
        services.GetRequiredService<BatchStore>().StoreAsync(batch, cancellationToken);
}
