using System.Threading.Channels;
using TokenPak.Compiler.Vault.Files;

namespace TokenPak.Compiler.Vault.Serving;

/// <summary>Gathers the paths that changed in a folder; a change that cannot be placed, or to the ignore rules, stands for all of them.</summary>
internal sealed class ChangeWatcher : IDisposable
{
    /// <summary>Long enough for a program to finish writing, short enough for a change to be found within two seconds.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(200);

    private readonly Channel<string?> _changes = Channel.CreateBounded<string?>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher _watcher;
    private readonly string _root;
    private readonly TimeProvider _time;
    private int _lost;

    public ChangeWatcher(string root, TimeProvider time)
    {
        (_root, _time) = (root, time);
        _watcher = new FileSystemWatcher(root)
        {
            IncludeSubdirectories = true,
            InternalBufferSize = 64 * 1024,
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        _watcher.Created += (_, e) => Add(e.FullPath);
        _watcher.Changed += (_, e) => Add(e.FullPath);
        _watcher.Deleted += (_, e) => Add(e.FullPath);
        _watcher.Renamed += (_, e) =>
        {
            Add(e.OldFullPath);
            Add(e.FullPath);
        };
        _watcher.Error += (_, _) => LoseCount();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>The next paths that changed, relative to the folder; null where all of it may have. Waits for one, and for the moment after it.</summary>
    public async Task<IReadOnlyCollection<string>?> NextAsync(CancellationToken cancellationToken)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var all = Take(paths, await _changes.Reader.ReadAsync(cancellationToken));
        await Task.Delay(Settle, _time, cancellationToken);
        while (_changes.Reader.TryRead(out var path)) all |= Take(paths, path);
        return all || Interlocked.Exchange(ref _lost, 0) > 0 ? null : paths;
    }

    public void Dispose() => _watcher.Dispose();

    private static bool Take(HashSet<string> paths, string? path)
    {
        if (path is null || path.EndsWith(IgnoreRules.FileName, StringComparison.Ordinal)) return true;
        paths.Add(path);
        return false;
    }

    private void Add(string path)
    {
        var relative = Path.GetRelativePath(_root, path).Replace('\\', '/');
        if (relative.Split('/').Any(UnwantedFiles.IsUnwantedFolder) && !relative.EndsWith(IgnoreRules.FileName, StringComparison.Ordinal)) return;
        if (!_changes.Writer.TryWrite(relative)) LoseCount();
    }

    private void LoseCount()
    {
        Interlocked.Exchange(ref _lost, 1);
        _changes.Writer.TryWrite(null);
    }
}
