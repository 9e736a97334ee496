using System.Globalization;
using TokenPak.TestKit.Products;

namespace TokenPak.TestKit.Servers;

/// <summary>A real RabbitMQ with a port mapper of its own. It takes seconds to start: share one in a test run, and give every test class a virtual host.</summary>
public sealed class RabbitMqServer : ServerProcess
{
    private static readonly byte[] ProtocolHeader = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 0, 9, 1];

    private readonly ChildProcess _portMapper;
    private readonly RabbitMqFolder _files;
    private int _virtualHosts;

    private RabbitMqServer() : base("RabbitMQ")
    {
        var ports = FreePorts.Take(3);
        Port = ports[0];
        _files = new RabbitMqFolder(Folder.Path, Port, ports[1], ports[2]);
        _files.Write();

        // Without this one the broker would start a mapper that outlives it.
        _portMapper = ChildProcess.Start(
            InstalledProgram.Find("epmd", "Erlang", "rabbitmq-server"),
            ["-port", ports[2].ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"],
            [],
            Folder.Path);
    }

    /// <summary>The port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Starts one and waits until it serves.</summary>
    public static async Task<RabbitMqServer> StartAsync()
    {
        // Asked first: the message of a missing package should not come from a half-made server.
        _ = InstalledProgram.Find(RabbitMqFolder.Program, "RabbitMQ", "rabbitmq-server");
        var server = new RabbitMqServer();
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

    /// <summary>A connection string with a virtual host that no other caller has.</summary>
    public string NewConnectionString()
    {
        var number = Interlocked.Increment(ref _virtualHosts) - 1;
        return number < RabbitMqFolder.VirtualHosts
            ? string.Create(CultureInfo.InvariantCulture, $"amqp://{RabbitMqFolder.User}:{RabbitMqFolder.User}@127.0.0.1:{Port}/{RabbitMqFolder.VirtualHost(number)}")
            : throw new InvalidOperationException($"All {RabbitMqFolder.VirtualHosts} virtual hosts are taken.");
    }

    /// <summary>Lets it hold back whoever publishes, as it does when its disk is nearly full, or take messages again.</summary>
    public async Task BeFullAsync(bool isFull)
    {
        await using var control = ChildProcess.Start("env", ["-i", .. _files.Environment, RabbitMqFolder.Control, "set_disk_free_limit", isFull ? "1000000GB" : RabbitMqFolder.DiskFreeLimit], [], Folder.Path);
        await control.ExitAsync();
        if (control.ExitCode != 0) throw new InvalidOperationException($"rabbitmqctl ended with {control.ExitCode}:\n{control.Output}");
    }

    /// <summary>Kills it and starts it again with an empty disk: every message is gone.</summary>
    public async Task ForgetAsync()
    {
        await KillAsync();
        _files.Forget();
        await RestartAsync();
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _portMapper.DisposeAsync();
    }

    // The mapper needs no wait of its own: the broker retries until it finds it.
    private protected override ChildProcess Launch() => ChildProcess.Start("env", ["-i", .. _files.Environment, InstalledProgram.Find(RabbitMqFolder.Program, "RabbitMQ", "rabbitmq-server")], [], Folder.Path);

    private protected override async Task<bool> AnswersAsync() => await TcpProbe.AskAsync(Port, ProtocolHeader) == 1;
}
