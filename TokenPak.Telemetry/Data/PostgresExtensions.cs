using Microsoft.EntityFrameworkCore;
#if ASPIRE_CLIENTS
using Microsoft.EntityFrameworkCore.Infrastructure;
using TokenPak.Contracts;
#else
using Npgsql;
#endif
using TokenPak.ServiceDefaults.Observability;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Data;

/// <summary>The one place that registers Postgres: by Npgsql itself, or by Aspire's client package, with the same traces, metrics and health check.</summary>
internal static class PostgresExtensions
{
    public static void AddPostgres(this IHostApplicationBuilder builder, string connection)
    {
        var isObserved = !string.IsNullOrEmpty(builder.Configuration[ObservabilityExtensions.EndpointKey]);
#if ASPIRE_CLIENTS
        builder.AddNpgsqlDbContext<PostgresTelemetryDbContext>(ResourceNames.TelemetryDatabase, settings =>
        {
            settings.ConnectionString = connection;

            // The store has a check of its own, and transactions of its own, which a retrying strategy refuses.
            settings.DisableHealthChecks = true;
            settings.DisableRetry = true;
            settings.DisableTracing = settings.DisableMetrics = !isObserved;
        });
        builder.Services.AddSingleton<IDbContextFactory<PostgresTelemetryDbContext>>(services =>
            new PooledDbContextFactory<PostgresTelemetryDbContext>(services.GetRequiredService<DbContextOptions<PostgresTelemetryDbContext>>()));
#else
        builder.Services.AddPooledDbContextFactory<PostgresTelemetryDbContext>(options => options.UseNpgsql(connection));
        if (isObserved) builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddNpgsql()).WithMetrics(metrics => metrics.AddNpgsqlInstrumentation());
#endif
        builder.Services.AddSingleton<IDbContextFactory<TelemetryDbContext>, ContextFactory<PostgresTelemetryDbContext>>();
        builder.Services.AddSingleton<IStoreWriter, PostgresWriter>();
    }
}
