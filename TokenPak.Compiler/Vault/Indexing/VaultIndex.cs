using System.Collections.Concurrent;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using Directory = Lucene.Net.Store.Directory;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>The index on disk. One process writes it; what it wrote is found after <see cref="Refresh"/> and survives a restart after <see cref="Commit"/>.</summary>
internal sealed class VaultIndex : IDisposable
{
    /// <summary>Changes with chunking, analysis or fields: an index of another format is made anew.</summary>
    private const string Format = "1";

    private const string FormatKey = "format";

    private readonly Directory _directory;
    private readonly WordAnalyzer _analyzer = new();
    private readonly IndexWriter _writer;
    private readonly SearcherManager _searchers;
    private readonly ConcurrentDictionary<string, IndexedFile> _files;

    private VaultIndex(Directory directory, bool isNew)
    {
        _directory = directory;
        _writer = new IndexWriter(directory, new IndexWriterConfig(WordAnalyzer.Version, _analyzer)
        {
            OpenMode = isNew ? OpenMode.CREATE : OpenMode.CREATE_OR_APPEND,
            Similarity = Bm25.Similarity,
            RAMBufferSizeMB = 32,
        });
        _searchers = new SearcherManager(_writer, applyAllDeletes: true, new Bm25());
        _files = new ConcurrentDictionary<string, IndexedFile>(ReadFiles(), StringComparer.Ordinal);
    }

    /// <summary>The files that were looked at, by path.</summary>
    public IReadOnlyDictionary<string, IndexedFile> Files => _files;

    /// <summary>Changes whenever something else can be found.</summary>
    public long Version => With(searcher => ((DirectoryReader)searcher.IndexReader).Version);

    /// <summary>Null where another process writes it.</summary>
    public static VaultIndex? Open(string path)
    {
        var directory = FSDirectory.Open(path);
        try
        {
            var isNew = !DirectoryReader.IndexExists(directory) || !IsOfThisFormat(directory);
            return new VaultIndex(directory, isNew);
        }
        catch (LockObtainFailedException)
        {
            directory.Dispose();
            return null;
        }
        catch (Exception e) when (e is CorruptIndexException or IndexFormatTooOldException or IndexFormatTooNewException or EndOfStreamException or FileNotFoundException)
        {
            // It can be made anew from the files.
            return new VaultIndex(directory, isNew: true);
        }
    }

    /// <summary>Puts a file's chunks in place of those it had; those that it no longer has can still be fetched.</summary>
    public void Put(string path, IndexedFile file, IReadOnlyList<IndexedChunk> chunks, long now)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        if (_files.TryGetValue(path, out var known) && known.Chunks > 0)
        {
            var wanted = chunks.Select(chunk => chunk.Id).ToHashSet(StringComparer.Ordinal);
            foreach (var old in ChunksOf(path))
            {
                if (wanted.Contains(old.Id)) kept.Add(old.Id);
                else Retire(old, now);
            }
        }

        foreach (var chunk in chunks)
        {
            if (kept.Add(chunk.Id)) _writer.UpdateDocument(new Term(Documents.Id, chunk.Id), Documents.OfChunk(chunk));
        }

        _writer.UpdateDocument(new Term(Documents.FileName, path), Documents.OfFile(path, file));
        _files[path] = file;
    }

    /// <summary>Notes that a file looks otherwise and holds the same.</summary>
    public void Touch(string path, IndexedFile file)
    {
        _writer.UpdateDocument(new Term(Documents.FileName, path), Documents.OfFile(path, file));
        _files[path] = file;
    }

    public void Remove(string path, long now)
    {
        if (!_files.TryRemove(path, out _)) return;
        foreach (var old in ChunksOf(path)) Retire(old, now);
        _writer.DeleteDocuments(new Term(Documents.FileName, path));
    }

    /// <summary>Forgets what was retired before a time.</summary>
    public void Forget(long before) => _writer.DeleteDocuments(NumericRangeQuery.NewInt64Range(Documents.Retired, long.MinValue, before, true, true));

    public void Refresh() => _searchers.MaybeRefreshBlocking();

    public void Commit()
    {
        _writer.SetCommitData(new Dictionary<string, string> { [FormatKey] = Format });
        _writer.Commit();
    }

    /// <summary>The chunk under an id, retired ones too.</summary>
    public IndexedChunk? Find(string id) => With(searcher =>
    {
        var found = searcher.Search(new TermQuery(new Term(Documents.Id, id)), 1);
        return found.ScoreDocs.Length == 0 ? null : Documents.ToChunk(searcher.Doc(found.ScoreDocs[0].Doc));
    });

    /// <summary>The chunks that a text's words lead to, the best first.</summary>
    public IReadOnlyList<ScoredChunk> Search(string text, int count, double minScore = 0) => With<IReadOnlyList<ScoredChunk>>(searcher =>
    {
        if (RareWords.QueryOf(_analyzer.TokensOf(text), searcher.IndexReader) is not { } query) return [];
        var unit = Bm25.UnitOf(searcher.IndexReader);
        var found = searcher.Search(query, count).ScoreDocs;
        return [.. found.TakeWhile(hit => hit.Score / unit >= minScore).Select(hit => new ScoredChunk(Documents.ToChunk(searcher.Doc(hit.Doc)), hit.Score / unit))];
    });

    public void Dispose()
    {
        _searchers.Dispose();
        _writer.Dispose(waitForMerges: false);
        _analyzer.Dispose();
        _directory.Dispose();
    }

    private static bool IsOfThisFormat(Directory directory)
    {
        using var reader = DirectoryReader.Open(directory);
        return reader.IndexCommit.UserData.TryGetValue(FormatKey, out var format) && format == Format;
    }

    private IReadOnlyList<IndexedChunk> ChunksOf(string path) => With<IReadOnlyList<IndexedChunk>>(searcher =>
        [.. searcher.Search(new TermQuery(new Term(Documents.Path, path)), Math.Max(1, searcher.IndexReader.MaxDoc)).ScoreDocs.Select(hit => Documents.ToChunk(searcher.Doc(hit.Doc)))]);

    private void Retire(IndexedChunk chunk, long now) => _writer.UpdateDocument(new Term(Documents.Id, chunk.Id), Documents.OfRetired(chunk, now));

    private Dictionary<string, IndexedFile> ReadFiles() => With(searcher =>
    {
        var files = new Dictionary<string, IndexedFile>(StringComparer.Ordinal);
        foreach (var hit in searcher.Search(new TermQuery(new Term(Documents.Kind, Documents.FileKind)), Math.Max(1, searcher.IndexReader.MaxDoc)).ScoreDocs)
        {
            var (path, file) = Documents.ToFile(searcher.Doc(hit.Doc));
            files[path] = file;
        }

        return files;
    });

    private T With<T>(Func<IndexSearcher, T> use)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return use(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

}
