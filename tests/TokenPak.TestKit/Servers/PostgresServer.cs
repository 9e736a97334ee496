using System.Diagnostics;
using System.Globalization;
using Npgsql;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Waiting;

namespace TokenPak.TestKit.Servers;

/// <summary>A real Postgres as a child process: a free loopback port, a data folder of its own, gone when the test run ends, however that happens.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "app";

    private readonly TemporaryFolder _folder;
    private readonly int _port;
    private readonly bool _isDurable;
    private ChildProcess _process;
    private int _databases;

    private PostgresServer(TemporaryFolder folder, int port, bool isDurable, ChildProcess process)
    {
        _isDurable = isDurable;
        _folder = folder;
        _port = port;
        _process = process;
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port => _port;

    /// <summary>Everything the server has printed since it last started.</summary>
    public string Output => _process.Output;

    /// <summary>Makes a data folder and starts the server on it; unless it has to be durable, it never waits for the disk.</summary>
    public static async Task<PostgresServer> StartAsync(bool isDurable = false)
    {
        var folder = new TemporaryFolder();
        try
        {
            if (PostgresInstallation.IsRoot) await PostgresInstallation.HandOverAsync(folder.Path);
            await using (var init = PostgresInstallation.Start("initdb", ["-D", DataOf(folder), "-A", "trust", "-U", User, "--no-locale", "-E", "UTF8", "--no-sync"], folder.Path))
            {
                await init.ExitAsync();
                if (init.ExitCode != 0) throw new InvalidOperationException($"initdb ended with {init.ExitCode}:\n{init.Output}");
            }

            var port = FreePorts.Take();
            var server = new PostgresServer(folder, port, isDurable, Launch(folder, port, isDurable));
            await server.ReadyAsync();
            return server;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>A connection string; no pool outlives the test that made it by much.</summary>
    public string ConnectionString(string database = "postgres") =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={_port};Username={User};Database={database};Connection Idle Lifetime=5;Connection Pruning Interval=2");

    /// <summary>An empty database, or a copy of another that nobody is connected to; its connection string.</summary>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}");
        return ConnectionString(name);
    }

    /// <summary>Ends the server as its administrator would; its data stays.</summary>
    public async Task StopAsync()
    {
        // SIGINT to the postmaster: SIGTERM would wait for every pooled client to leave.
        await SignalAsync("INT", [await PostmasterAsync()]);
        await _process.ExitAsync();
    }

    /// <summary>Ends all its processes without a warning, as a crash does; what it had handed to the system is on its disk.</summary>
    public async Task KillAsync()
    {
        await SignalAllAsync("KILL");
        await _process.ExitAsync();
    }

    /// <summary>Stops its clock: connections stay open, and nobody answers.</summary>
    public Task PauseAsync() => SignalAllAsync("STOP");

    /// <summary>Lets it go on after <see cref="PauseAsync"/>.</summary>
    public Task ContinueAsync() => SignalAllAsync("CONT");

    /// <summary>Starts it again on the same data and port.</summary>
    public async Task RestartAsync()
    {
        await _process.DisposeAsync();
        _process = Launch(_folder, _port, _isDurable);
        await ReadyAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // One that is paused would not hear that it should end.
            await ContinueAsync();
            await StopAsync();
        }

        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<string> PostmasterAsync() => (await File.ReadAllLinesAsync(Path.Combine(DataOf(_folder), "postmaster.pid")))[0];

    /// <summary>The postmaster first, so that it starts no further process meanwhile.</summary>
    private async Task SignalAllAsync(string signal)
    {
        var postmaster = await PostmasterAsync();
        if (signal != "CONT") await SignalAsync("STOP", [postmaster]);
        var children = (await File.ReadAllTextAsync($"/proc/{postmaster}/task/{postmaster}/children")).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await SignalAsync(signal, [.. children, postmaster]);
    }

    private static async Task SignalAsync(string signal, string[] processes)
    {
        using var kill = Process.Start("/bin/kill", ["-" + signal, .. processes]);
        await kill.WaitForExitAsync();
    }

    private static string DataOf(TemporaryFolder folder) => Path.Combine(folder.Path, "data");

    private static ChildProcess Launch(TemporaryFolder folder, int port, bool isDurable) => PostgresInstallation.Start(
        "postgres",
        [
            "-D", DataOf(folder), "-p", port.ToString(CultureInfo.InvariantCulture), "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=",
            "-c", "shared_buffers=128MB", "-c", "max_connections=100",
            .. isDurable ? (string[])[] : ["-c", "fsync=off", "-c", "full_page_writes=off"],
        ],
        folder.Path);

    private Task ReadyAsync() => Eventually.HoldsAsync(
        async () =>
        {
            if (_process.HasExited) throw new InvalidOperationException($"Postgres ended with {_process.ExitCode}:\n{_process.Output}");
            try
            {
                await ExecuteAsync("SELECT 1");
                return true;
            }
            catch (NpgsqlException)
            {
                return false;
            }
        },
        "Postgres to answer");

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString() + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
