using TokenPak.TestKit.Products;

namespace TokenPak.Telemetry.Tests.Hosting;

/// <summary>Facts that hold on both databases: a subclass per database runs them all.</summary>
public abstract class StoreTestBase : IAsyncLifetime
{
    private TelemetryHost? _host;
    private string? _connection;

    internal TelemetryHost Host => _host ?? throw new InvalidOperationException("The host is not started yet.");

    /// <summary>The host's database, for another replica.</summary>
    internal string Connection => _connection ?? throw new InvalidOperationException("The host is not started yet.");

    public async ValueTask InitializeAsync() => _host = await TelemetryHost.StartAsync(_connection = await ConnectionAsync());

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        Cleanup();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<string> ConnectionAsync();

    protected virtual void Cleanup()
    {
    }

    /// <summary>A database file that goes with the test.</summary>
    internal sealed class SqliteFile : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string ConnectionString => "Data Source=" + Path.Combine(_folder.Path, "data", "telemetry.db");

        public void Dispose()
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            _folder.Dispose();
        }
    }
}
