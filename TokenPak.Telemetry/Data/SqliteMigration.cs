using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Data;

/// <summary>Brings the file up to date before anything else starts: the embedded store has one process, so there is nobody to race.</summary>
internal sealed class SqliteMigration(IDbContextFactory<TelemetryDbContext> contexts, RollupRebuild rebuild) : IHostedLifecycleService
{
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var file = new SqliteConnectionStringBuilder(db.Database.GetConnectionString()).DataSource;
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder) Directory.CreateDirectory(folder);
        }

        await rebuild.MigrateAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
