using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;
using TokenPak.TestKit.Servers;

[assembly: AssemblyFixture(typeof(TokenPak.Telemetry.Tests.Hosting.PostgresFixture))]

namespace TokenPak.Telemetry.Tests.Hosting;

/// <summary>One server for all tests; each takes a copy of a migrated database.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim _copying = new(1, 1);
    private PostgresServer? _server;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        await using var db = Context(_server.ConnectionString("base") + ";Pooling=false");
        await db.Database.MigrateAsync();
    }

    /// <summary>A migrated database of the test's own.</summary>
    public async Task<string> DatabaseAsync()
    {
        ArgumentNullException.ThrowIfNull(_server);
        await _copying.WaitAsync();
        try
        {
            return await _server.CreateDatabaseAsync("base");
        }
        finally
        {
            _copying.Release();
        }
    }

    /// <summary>An empty database.</summary>
    public Task<string> EmptyDatabaseAsync()
    {
        ArgumentNullException.ThrowIfNull(_server);
        return _server.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        _copying.Dispose();
    }

    internal static PostgresTelemetryDbContext Context(string connection) => new(new DbContextOptionsBuilder<PostgresTelemetryDbContext>().UseNpgsql(connection).Options);
}
