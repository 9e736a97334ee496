using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Local.Hosting;

/// <summary>The started process and what there is to say about it.</summary>
internal sealed class RunningHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningHost(WebApplication app, int port, CompilationMode mode, string dataPath)
    {
        _app = app;
        Port = port;
        Mode = mode;
        DataPath = dataPath;
    }

    public int Port { get; }

    public CompilationMode Mode { get; }

    public string DataPath { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}/");

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningHost> StartAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        var app = LocalHost.Build(settings);
        try
        {
            await app.StartOrExplainAsync(app.Services.GetRequiredService<IOptions<LocalOptions>>().Value, cancellationToken);
        }
        catch (OptionsValidationException e)
        {
            await app.DisposeAsync();
            throw new StartupException(string.Join(" ", e.Failures), e);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        var folder = app.Services.GetRequiredService<DataFolder>();
        folder.ProtectDatabase();
        var mode = CompilationModeNames.TryParse(app.Configuration["TokenPak:Compilation:Mode"], out var configured) ? configured : CompilationMode.Full;
        return new RunningHost(app, OwnAddress.Port(app), mode, folder.Root);
    }

    public Task WaitForShutdownAsync() => _app.WaitForShutdownAsync();

    public Task StopAsync() => _app.StopAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
