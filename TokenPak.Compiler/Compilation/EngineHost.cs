using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Compilation;

/// <summary>Holds the one engine. It loads and warms up in the background from the start on; a request that comes sooner waits for its tables only.</summary>
internal sealed class EngineHost : IHostedLifecycleService
{
    private readonly Lazy<Task<CompressionEngine>> _engine = new(() => Task.Run(() => new CompressionEngine()));
    private readonly Lazy<Task> _warming;

    public EngineHost() => _warming = new(() => Task.Run(WarmUpAsync));

    /// <summary>Null while it is loading or warming up; false where its tables could not be loaded.</summary>
    public bool? IsWarm => _warming.Value switch
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

    /// <summary>Ends once the engine does its work as fast as it ever will. Where it cannot, <see cref="IsWarm"/> says so.</summary>
    public async Task WarmAsync() => await _warming.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        _ = _engine.Value;
        return Task.CompletedTask;
    }

    /// <summary>Only now, so that warming up takes nothing from what the start itself needs.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _ = _warming.Value;
        return Task.CompletedTask;
    }

    private async Task WarmUpAsync()
    {
        WarmUp.Run(await _engine.Value);

        // The start leaves far more garbage than any request does: what it took goes back to the system now, instead of with a collection that may be hours away.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
