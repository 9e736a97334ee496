using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Compilation;

/// <summary>Holds the one engine. Its tables load in the background from the start on; a request that comes sooner waits for them.</summary>
internal sealed class EngineHost : IHostedService
{
    private readonly Lazy<Task<CompressionEngine>> _engine = new(() => Task.Run(() => new CompressionEngine()));

    /// <summary>Null while the tables are loading; false where they could not be loaded.</summary>
    public bool? IsLoaded => _engine.Value switch
    {
        { IsCompletedSuccessfully: true } => true,
        { IsCompleted: true } => false,
        _ => null,
    };

    public ValueTask<CompressionEngine> GetAsync(CancellationToken cancellationToken)
    {
        var engine = _engine.Value;
        return engine.IsCompletedSuccessfully ? new(engine.Result) : new(engine.WaitAsync(cancellationToken));
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = _engine.Value;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
