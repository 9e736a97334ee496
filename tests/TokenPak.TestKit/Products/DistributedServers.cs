using TokenPak.TestKit.Servers;

namespace TokenPak.TestKit.Products;

/// <summary>The real servers that distributed products stand on; each product gets a database, a virtual host and a cache of its own on them.</summary>
public sealed class DistributedServers : IAsyncDisposable
{
    private readonly Dictionary<string, DistributedStores> _stores = [];
    private string? _template;

    private DistributedServers(RedisServer redis, RabbitMqServer rabbitMq, PostgresServer postgres)
    {
        Redis = redis;
        RabbitMq = rabbitMq;
        Postgres = postgres;
    }

    /// <summary>The cache.</summary>
    public RedisServer Redis { get; }

    /// <summary>The broker.</summary>
    public RabbitMqServer RabbitMq { get; }

    /// <summary>The database server.</summary>
    public PostgresServer Postgres { get; }

    /// <summary>Starts all three.</summary>
    public static async Task<DistributedServers> StartAsync()
    {
        var rabbitMq = RabbitMqServer.StartAsync();
        var postgres = PostgresServer.StartAsync();
        return new DistributedServers(await RedisServer.StartAsync(), await rabbitMq, await postgres);
    }

    /// <summary>What belongs to a data path: the same for the same path, so that a product that starts on it again finds what it had.</summary>
    public async Task<DistributedStores> StoresAsync(string dataPath)
    {
        if (_stores.TryGetValue(dataPath, out var stores)) return stores;
        stores = new DistributedStores(Redis.NewConnectionString(), RabbitMq.NewConnectionString(), await NewDatabaseAsync());
        _stores.Add(dataPath, stores);
        return stores;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RabbitMq.DisposeAsync();
        await Postgres.DisposeAsync();
        await Redis.DisposeAsync();
    }

    /// <summary>A migrated database. The migration is the product's own, run once; every database is a copy of its result.</summary>
    private async Task<string> NewDatabaseAsync()
    {
        if (_template is null)
        {
            var first = await Postgres.CreateDatabaseAsync();
            using var folder = new TemporaryFolder();
            await using var migration = ChildProcess.Start("dotnet", [ServicePrograms.PathOf("TokenPak.Telemetry"), "migrate"], [KeyValuePair.Create("ConnectionStrings__telemetrydb", first)], folder.Path);
            await migration.ExitAsync();
            if (migration.ExitCode != 0) throw new InvalidOperationException($"The migration ended with {migration.ExitCode}:\n{migration.Output}");
            _template = new Npgsql.NpgsqlConnectionStringBuilder(first).Database;
        }

        return await Postgres.CreateDatabaseAsync(_template);
    }
}

/// <summary>Connection strings of what one product keeps.</summary>
/// <param name="Cache">Redis.</param>
/// <param name="Messaging">RabbitMQ.</param>
/// <param name="Database">Postgres, migrated.</param>
public sealed record DistributedStores(string Cache, string Messaging, string Database);
