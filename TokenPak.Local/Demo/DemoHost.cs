using System.Net;
using System.Net.Sockets;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Demo;

/// <summary>
/// The whole product on data of its own, with the stand-in as its provider: nothing of the demo reaches the real statistics, and no setting of the
/// user's sends it elsewhere.
/// </summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private const string Folder = "demo";

    private DemoHost(RunningHost running)
    {
        Running = running;
        Compiler = running.Services.GetRequiredService<IPromptCompiler>();
    }

    public RunningHost Running { get; }

    public IPromptCompiler Compiler { get; }

    public static async Task<DemoHost> StartAsync(HostSettings settings, Uri provider, CancellationToken cancellationToken)
    {
        var configured = LocalConfiguration.Read(settings);
        var folder = DataFolder.At(Path.Combine(DataFolder.At(configured.DataPath).Root, Folder));
        folder.Create();
        foreach (var file in new[] { "", "-wal", "-shm" }) File.Delete(folder.Database + file);

        var port = settings.Port ?? (IsFree(configured.Options.Port) ? configured.Options.Port : 0);
        return new DemoHost(await RunningHost.StartAsync(
            settings with
            {
                Port = port,
                DataPath = folder.Root,
                Overrides = new Dictionary<string, string?>
                {
                    [$"TokenPak:Upstreams:{ProviderNames.Anthropic}:BaseUrl"] = provider.ToString(),
                    ["TokenPak:BindAddress"] = "localhost",
                    ["TokenPak:ProxyAuthToken"] = "",
                    ["Dashboard:RequireToken"] = "false",
                    ["TokenPak:Holdout:Share"] = "0",
                },
            },
            cancellationToken));
    }

    public ValueTask DisposeAsync() => Running.DisposeAsync();

    private static bool IsFree(int port)
    {
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
