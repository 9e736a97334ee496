using TokenPak.Compiler.Vault.Files;
using TokenPak.Compiler.Vault.Indexing;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compiler.Vault.Serving;

/// <summary>Indexes a folder ahead, for the compiler that is started on it later.</summary>
public static class VaultIndexing
{
    /// <summary>Brings the index of a folder to what the folder holds. Null where another process writes it: that one keeps it fresh.</summary>
    /// <param name="configuration">Holds <c>TokenPak:Vault</c> and <c>TokenPak:DataPath</c>, as the compiler will read them.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="progress">Is told of files done, of how many.</param>
    /// <param name="cancellationToken">Ends it; what was done is kept.</param>
    public static VaultIndexReport? Run(IConfiguration configuration, string folder, IProgress<(int Done, int Total)>? progress, CancellationToken cancellationToken)
    {
        var options = configuration.GetSection(VaultOptions.SectionName).Get<VaultOptions>() ?? new VaultOptions();
        options.Path = folder;
        var root = IndexFolder.Root(options);
        using var index = VaultIndex.Open(IndexFolder.Create(options, configuration));
        if (index is null) return null;
        var reader = new FileReader(root, TokenCounter.For(TokenEncoding.O200kBase));
        var indexer = new VaultIndexer(index, new FileWalker(root, options.MaxFileKilobytes * 1024L), reader, options, TimeProvider.System);
        var summary = indexer.Scan(progress is null ? null : new Relay(progress), cancellationToken);
        return new VaultIndexReport(summary.Files, summary.Changed, summary.Removed, summary.Empty, summary.Chunks, summary.Tokens, summary.IsCut);
    }

    private sealed class Relay(IProgress<(int Done, int Total)> progress) : IProgress<IndexingProgress>
    {
        public void Report(IndexingProgress value) => progress.Report((value.Done, value.Total));
    }
}

/// <summary>What a folder's index holds.</summary>
/// <param name="Files">Files that were looked at.</param>
/// <param name="Changed">Files that were read anew.</param>
/// <param name="Removed">Files that are gone.</param>
/// <param name="Empty">Files without a chunk: binary, blank, or with a secret in them.</param>
/// <param name="Chunks">Chunks that can be found.</param>
/// <param name="Tokens">Their tokens.</param>
/// <param name="IsCut">Whether the folder holds more files than may be indexed.</param>
public sealed record VaultIndexReport(int Files, int Changed, int Removed, int Empty, long Chunks, long Tokens, bool IsCut);
