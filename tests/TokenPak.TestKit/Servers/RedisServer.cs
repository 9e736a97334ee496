using System.Globalization;
using System.Text;
using TokenPak.TestKit.Products;

namespace TokenPak.TestKit.Servers;

/// <summary>A real Redis without persistence, as a cache is run: it comes back empty.</summary>
public sealed class RedisServer : ServerProcess
{
    private static readonly byte[] Ping = "PING\r\n"u8.ToArray();

    private const int Databases = 64;

    private int _databases;

    private RedisServer() : base("Redis")
    {
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; } = FreePorts.Take();

    /// <summary>For StackExchange.Redis, as Aspire writes it.</summary>
    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>A connection string with a database that no other caller has.</summary>
    public string NewConnectionString()
    {
        var number = Interlocked.Increment(ref _databases);
        return number < Databases
            ? string.Create(CultureInfo.InvariantCulture, $"{ConnectionString},defaultDatabase={number}")
            : throw new InvalidOperationException($"All {Databases} databases are taken.");
    }

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        try
        {
            await server.RestartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets it refuse every write for want of memory, or take writes again.</summary>
    public async Task BeFullAsync(bool isFull)
    {
        var limit = Encoding.ASCII.GetBytes($"CONFIG SET maxmemory {(isFull ? 1 : 0)}\r\n");
        if (await TcpProbe.AskAsync(Port, limit) != (byte)'+') throw new InvalidOperationException("Redis does not take its limit.");
    }

    private protected override ChildProcess Launch() => ChildProcess.Start(
        InstalledProgram.Find("redis-server", "Redis", "redis-server"),
        ["--port", Port.ToString(CultureInfo.InvariantCulture), "--databases", Databases.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", Folder.Path, "--save", "", "--appendonly", "no", "--daemonize", "no"],
        [],
        Folder.Path);

    private protected override async Task<bool> AnswersAsync() => await TcpProbe.AskAsync(Port, Ping) == (byte)'+';
}
