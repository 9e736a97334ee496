using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts;
using TokenPak.ServiceDefaults.Health;
using TokenPak.Telemetry.Health;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Data;

/// <summary>The one place that chooses and registers the database.</summary>
internal static class StoreExtensions
{
    /// <summary>SQLite where <c>ConnectionStrings:telemetrydb</c> names a file (<c>Data Source=</c>), Postgres otherwise.</summary>
    public static StoreKind AddStore(this IHostApplicationBuilder builder)
    {
        var connection = builder.Configuration.GetConnectionString(ResourceNames.TelemetryDatabase);
        if (string.IsNullOrEmpty(connection))
        {
            throw new InvalidOperationException($"ConnectionStrings:{ResourceNames.TelemetryDatabase} is not set: a Postgres connection string, or Data Source=<file> for SQLite.");
        }

        var kind = StoreConnection.KindOf(connection);
        if (kind == StoreKind.Sqlite) AddSqlite(builder.Services, connection);
        else builder.AddPostgres(connection);

        // A line for every statement, and two with a stack for every statement that fails, would drown what operators look for: whoever calls says what failed.
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        foreach (var category in (string[])["Database.Command", "Database.Connection", "Query", "Update"])
        {
            builder.Logging.AddFilter("Microsoft.EntityFrameworkCore." + category, LogLevel.Critical);
        }

        builder.Services.AddSingleton<StoreTransaction>();
        builder.Services.AddSingleton<RequestStore>();
        builder.Services.AddSingleton<SessionStore>();
        builder.Services.AddSingleton<RollupRebuild>();
        builder.Services.AddHealthChecks().AddCheck<StoreHealthCheck>(ResourceNames.TelemetryDatabase, tags: [HealthExtensions.ReadyTag], timeout: TimeSpan.FromSeconds(2));
        return kind;
    }

    private static void AddSqlite(IServiceCollection services, string connection)
    {
        services.AddPooledDbContextFactory<SqliteTelemetryDbContext>(options => options.UseSqlite(connection).AddInterceptors(new SqliteConnectionSetup()));
        services.AddSingleton<IDbContextFactory<TelemetryDbContext>, ContextFactory<SqliteTelemetryDbContext>>();
        services.AddSingleton<IStoreWriter, SqliteWriter>();
        services.AddHostedService<SqliteMigration>();
    }
}
