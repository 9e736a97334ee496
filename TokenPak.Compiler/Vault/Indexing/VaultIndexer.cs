using TokenPak.Compiler.Vault.Files;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>Brings an index to what a folder holds; what did not change costs a look at its size and time.</summary>
internal sealed class VaultIndexer(VaultIndex index, FileWalker walker, FileReader reader, VaultOptions options, TimeProvider time)
{
    private const int CommitEvery = 20_000;

    /// <summary>Looks at the whole folder.</summary>
    public IndexingSummary Scan(IProgress<IndexingProgress>? progress, CancellationToken cancellationToken)
    {
        var found = walker.Walk().Take(options.MaxFiles + 1).ToList();
        var isCut = found.Count > options.MaxFiles;
        if (isCut) found.RemoveAt(found.Count - 1);
        var gone = index.Files.Keys.Except(found.Select(file => file.Path), StringComparer.Ordinal).ToList();
        foreach (var path in gone) index.Remove(path, Now);
        var changed = Update(found, progress, cancellationToken);
        index.Forget(Now - TimeSpan.FromHours(options.RetentionHours).Ticks);
        index.Refresh();
        index.Commit();
        return Summary(found.Count, changed, gone.Count, isCut);
    }

    /// <summary>Looks at the files at or below some paths; returns how many were changed or are gone.</summary>
    public int Refresh(IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        // The old chunks of a file are asked of the index: it has to show what was written before.
        index.Refresh();
        var found = paths.SelectMany(walker.At).DistinctBy(file => file.Path).ToList();
        var there = found.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var gone = index.Files.Keys.Where(path => !there.Contains(path) && paths.Any(changed => IsAtOrBelow(path, changed))).ToList();
        foreach (var path in gone) index.Remove(path, Now);
        var room = Math.Max(0, options.MaxFiles - index.Files.Count);
        var changes = gone.Count + Update([.. found.Where(file => index.Files.ContainsKey(file.Path) || room-- > 0)], null, cancellationToken);
        if (changes > 0) index.Refresh();
        return changes;
    }

    private long Now => time.GetUtcNow().UtcTicks;

    private static bool IsAtOrBelow(string path, string folder) => path == folder || (path.StartsWith(folder, StringComparison.Ordinal) && path.Length > folder.Length && path[folder.Length] == '/');

    private int Update(List<VaultFile> files, IProgress<IndexingProgress>? progress, CancellationToken cancellationToken)
    {
        var (done, changed) = (0, 0);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = Math.Max(1, Environment.ProcessorCount / 2) };
        Parallel.ForEach(files, options, file =>
        {
            if (UpdateFile(file) && Interlocked.Increment(ref changed) % CommitEvery == 0) index.Commit();
            progress?.Report(new IndexingProgress(Interlocked.Increment(ref done), files.Count));
        });
        return changed;
    }

    private bool UpdateFile(VaultFile file)
    {
        var known = index.Files.GetValueOrDefault(file.Path);
        if (known is not null && known.Length == file.Length && known.Modified == file.Modified) return false;
        var reading = reader.Read(file, known);
        if (reading.File is null) return false;
        if (reading.Chunks is not { } chunks)
        {
            index.Touch(file.Path, reading.File);
            return false;
        }

        index.Put(file.Path, reading.File, chunks, Now);
        return true;
    }

    private IndexingSummary Summary(int files, int changed, int removed, bool isCut)
    {
        var (chunks, tokens, empty) = (0L, 0L, 0);
        foreach (var file in index.Files.Values)
        {
            chunks += file.Chunks;
            tokens += file.Tokens;
            if (file.Chunks == 0) empty++;
        }

        return new IndexingSummary { Files = files, Changed = changed, Removed = removed, Empty = empty, Chunks = chunks, Tokens = tokens, IsCut = isCut };
    }
}
