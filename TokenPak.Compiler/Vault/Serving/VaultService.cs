using Microsoft.Extensions.Options;
using TokenPak.Compiler.Compilation;
using TokenPak.Compiler.Diagnostics;
using TokenPak.Compiler.Vault.Files;
using TokenPak.Compiler.Vault.Indexing;

namespace TokenPak.Compiler.Vault.Serving;

/// <summary>Opens the index, brings it to what the folder holds, and keeps it there. Without a configured path it does nothing.</summary>
internal sealed class VaultService(IOptions<VaultOptions> options, IConfiguration configuration, EngineHost engine, TimeProvider time, ILogger<VaultService> logger) : BackgroundService
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(5);

    private volatile VaultIndex? _index;
    private volatile string _state = "off";
    private IndexingSummary? _summary;
    private long _scannedAt;

    /// <summary>The index while it can be searched.</summary>
    public VaultIndex? Index => _index;

    public string State => _state;

    /// <summary>What the last look at the whole folder found; null before the first.</summary>
    public IndexingSummary? Summary => Volatile.Read(ref _summary);

    public DateTimeOffset? ScannedAt => Interlocked.Read(ref _scannedAt) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public override void Dispose()
    {
        base.Dispose();
        var index = _index;
        _index = null;
        index?.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.IsConfigured) return;
        try
        {
            var counter = (await engine.GetAsync(stoppingToken)).Counter;
            var root = IndexFolder.Root(options.Value);
            if (await OpenAsync(root, stoppingToken) is not { } index) return;
            var walker = new FileWalker(root, options.Value.MaxFileKilobytes * 1024L);
            await KeepAsync(root, index, new VaultIndexer(index, walker, new FileReader(root, counter), options.Value, time), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process ends.
        }
        catch (Exception e)
        {
            // Prompts go without it.
            _state = "failed";
            logger.VaultFailed(e.GetType().Name, e is IOException ? e.Message : "");
        }
    }

    private async Task<VaultIndex?> OpenAsync(string root, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(root))
        {
            _state = "failed";
            logger.VaultMissing(root);
            return null;
        }

        var folder = IndexFolder.Create(options.Value, configuration);
        while (true)
        {
            if (VaultIndex.Open(folder) is { } index)
            {
                _state = "indexing";
                return _index = index;
            }

            if (_state != "waiting") logger.VaultLocked();
            _state = "waiting";
            await Task.Delay(Retry, time, cancellationToken);
        }
    }

    private async Task KeepAsync(string root, VaultIndex index, VaultIndexer indexer, CancellationToken cancellationToken)
    {
        // Watching begins before the first look, so that nothing falls between them.
        using var watcher = Watch(root);
        Scan(indexer, cancellationToken);
        while (true)
        {
            using var untilRescan = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var next = watcher?.NextAsync(untilRescan.Token);
            var rescan = Task.Delay(TimeSpan.FromMinutes(options.Value.RescanMinutes), time, untilRescan.Token);
            var first = await Task.WhenAny(next ?? rescan, rescan);
            var paths = first == next ? await next : null;
            await untilRescan.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (paths is null) Scan(indexer, cancellationToken);
            else if (indexer.Refresh(paths, cancellationToken) > 0) index.Commit();
        }
    }

    private void Scan(VaultIndexer indexer, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var summary = indexer.Scan(null, cancellationToken);
        Volatile.Write(ref _summary, summary);
        Interlocked.Exchange(ref _scannedAt, time.GetUtcNow().UtcTicks);
        _state = "ready";
        if (summary.Changed + summary.Removed > 0) logger.VaultIndexed(summary.Files, summary.Chunks, summary.Changed, time.GetElapsedTime(start).TotalSeconds);
        if (summary.IsCut) logger.VaultCut(options.Value.MaxFiles);
    }

    private ChangeWatcher? Watch(string root)
    {
        try
        {
            return new ChangeWatcher(root, time);
        }
        catch (IOException e)
        {
            // No more watches to be had: the folder is looked at from time to time.
            logger.VaultUnwatched(e.Message, options.Value.RescanMinutes);
            return null;
        }
    }
}
