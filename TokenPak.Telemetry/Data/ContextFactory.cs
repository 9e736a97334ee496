using Microsoft.EntityFrameworkCore;

namespace TokenPak.Telemetry.Data;

/// <summary>Hands out the provider's pooled context as the common one.</summary>
internal sealed class ContextFactory<TContext>(IDbContextFactory<TContext> factory) : IDbContextFactory<TelemetryDbContext>
    where TContext : TelemetryDbContext
{
    public TelemetryDbContext CreateDbContext() => factory.CreateDbContext();

    public async Task<TelemetryDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await factory.CreateDbContextAsync(cancellationToken);
}
