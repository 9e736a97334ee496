using Lucene.Net.Index;
using Lucene.Net.Search;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>
/// The query of a text: its words, the rarest first, as long as the chunks that hold them are few enough to be scored in time. Rare words carry nearly
/// all of a BM25 score; a word that one chunk in ten holds says little and costs the most.
/// </summary>
internal static class RareWords
{
    /// <summary>Words of a query at most.</summary>
    public const int MaxWords = 48;

    /// <summary>Chunks that may be scored for one query, each counted once a word; the rarest word is always asked.</summary>
    public const int MaxPostings = 100_000;

    public static Query? QueryOf(IEnumerable<string> words, IndexReader reader)
    {
        var known = words.Distinct(StringComparer.Ordinal).Select(word => new Term(Documents.Words, word))
            .Select(term => (Term: term, Count: reader.DocFreq(term)))
            .Where(word => word.Count > 0)
            .OrderBy(word => word.Count)
            .Take(MaxWords);
        var query = new BooleanQuery(disableCoord: true);
        long postings = 0;
        foreach (var (term, count) in known)
        {
            postings += count;
            if (postings > MaxPostings && query.Clauses.Count > 0) break;
            query.Add(new TermQuery(term), Occur.SHOULD);
        }

        return query.Clauses.Count == 0 ? null : query;
    }
}
