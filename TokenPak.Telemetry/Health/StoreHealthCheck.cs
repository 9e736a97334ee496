using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Health;

/// <summary>Whether the database answers and has its tables: without it telemetry can neither store nor tell.</summary>
internal sealed class StoreHealthCheck(IDbContextFactory<TelemetryDbContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.Sessions.AsNoTracking().AnyAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (StoreFailures.IsStoreFailure(e))
        {
            return HealthCheckResult.Unhealthy("The telemetry store does not answer.", e);
        }
    }
}
