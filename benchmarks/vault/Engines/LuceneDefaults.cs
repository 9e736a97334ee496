using Lucene.Net.Analysis.Standard;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using TokenPak.Compiler.Vault.Indexing;

namespace TokenPak.VaultMeasures.Engines;

/// <summary>Lucene.NET as it comes: its standard analyzer, BM25, every word of the query.</summary>
internal sealed class LuceneDefaults : ISearchEngine
{
    private readonly FSDirectory _directory;
    private readonly StandardAnalyzer _analyzer = new(WordAnalyzer.Version);
    private readonly BM25Similarity _similarity = new();
    private readonly IndexWriter _writer;
    private IndexSearcher? _searcher;

    public LuceneDefaults(string folder)
    {
        _directory = FSDirectory.Open(folder);
        _writer = new IndexWriter(_directory, new IndexWriterConfig(WordAnalyzer.Version, _analyzer) { Similarity = _similarity });
    }

    public string Name => "Lucene.NET, defaults";

    public void Add(int id, string text) => _writer.AddDocument([new StoredField("id", id), new TextField("text", text, Field.Store.YES)]);

    public void Seal()
    {
        _writer.Commit();
        _searcher = new IndexSearcher(_writer.GetReader(applyAllDeletes: true)) { Similarity = _similarity };
    }

    public IReadOnlyList<(int Id, double Score)> Search(string query, int count)
    {
        if (_searcher is not { } searcher) return [];
        var all = new BooleanQuery();
        foreach (var word in Words(query).Take(BooleanQuery.MaxClauseCount)) all.Add(new TermQuery(new Term("text", word)), Occur.SHOULD);
        return [.. searcher.Search(all, count).ScoreDocs.Select(hit => (searcher.Doc(hit.Doc).GetField("id").GetInt32Value() ?? -1, (double)hit.Score))];
    }

    public void Dispose()
    {
        _writer.Dispose();
        _analyzer.Dispose();
        _directory.Dispose();
    }

    private List<string> Words(string text)
    {
        var words = new List<string>();
        using var stream = _analyzer.GetTokenStream("text", text);
        var word = stream.GetAttribute<Lucene.Net.Analysis.TokenAttributes.ICharTermAttribute>();
        stream.Reset();
        while (stream.IncrementToken()) words.Add(word.ToString());
        stream.End();
        return words;
    }
}
