using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TokenPak.TestKit.Products;

namespace TokenPak.Events;

/// <summary>The telemetry service over its database.</summary>
internal sealed class TelemetryEnd : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ChildProcess _program;
    private readonly Process _process;
    private readonly NpgsqlConnection _database;

    private TelemetryEnd(ChildProcess program, Process process, NpgsqlConnection database)
    {
        _program = program;
        _process = process;
        _database = database;
    }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<TelemetryEnd> StartAsync(string database, string broker)
    {
        await using (var migrate = Start(database, broker, "migrate"))
        {
            await migrate.ExitAsync();
            if (migrate.ExitCode != 0) throw new InvalidOperationException(migrate.Output);
        }

        var program = Start(database, broker, "--urls", "http://127.0.0.1:0");
        await program.LineAsync(line => line.Contains("Now listening", StringComparison.Ordinal), "telemetry to start");
        var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        return new TelemetryEnd(program, Process.GetProcessById(await program.ProgramIdAsync()), connection);
    }

    /// <summary>Until that many are stored; asks a small table, so that asking costs the database little.</summary>
    public async Task StoredAsync(long events)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(Interval);
        while (await NumberAsync("SELECT coalesce(sum(stored), 0)::bigint FROM instances") < events) await timer.WaitForNextTickAsync(limit.Token);
    }

    public Task<long> RowsAsync() => NumberAsync("SELECT count(*) FROM requests");

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _process.Dispose();
        await _program.DisposeAsync();
    }

    private static ChildProcess Start(string database, string broker, params string[] arguments) => ChildProcess.Start(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "TokenPak.Telemetry.dll"), .. arguments],
        [new("ConnectionStrings__telemetrydb", database), new("ConnectionStrings__messaging", broker)]);

    private async Task<long> NumberAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _database);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
