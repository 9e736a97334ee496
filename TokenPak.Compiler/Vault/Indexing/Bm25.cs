using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>Lucene's BM25 with its own constants (k1 = 1.2, b = 0.75).</summary>
internal sealed class Bm25 : SearcherFactory
{
    public static BM25Similarity Similarity { get; } = new OfChunks();

    /// <summary>
    /// What a word adds that one chunk alone holds, once, at ordinary length: the rarer a word can be, the more it weighs, so raw scores grow with the index. In this
    /// unit they mean the same in a small vault and in a large one.
    /// </summary>
    public static double UnitOf(IndexReader reader) => Math.Log(1 + ((Math.Max(1, reader.GetDocCount(Documents.Words)) - 0.5) / 1.5));

    public override IndexSearcher NewSearcher(IndexReader reader) => new(reader) { Similarity = Similarity };

    /// <summary>
    /// Counts what has words, where Lucene counts every document, files and retired chunks too. And Lucene keeps a text's length in one byte with three bits of precision,
    /// made for books: chunks of 100 and of 120 words would be the same. Here lengths are exact up to 64 words and within 3 % from there to 18,000.
    /// </summary>
    private sealed class OfChunks : BM25Similarity
    {
        private const int Exact = 64;
        private const double Step = 1.03;

        public override Explanation IdfExplain(CollectionStatistics collectionStats, TermStatistics termStats) =>
            new(Idf(termStats.DocFreq, collectionStats.DocCount), "idf");

        protected override float AvgFieldLength(CollectionStatistics collectionStats) =>
            collectionStats.DocCount <= 0 ? 1 : (float)(collectionStats.SumTotalTermFreq / (double)collectionStats.DocCount);

        protected override byte EncodeNormValue(float boost, int fieldLength) =>
            (byte)(fieldLength <= Exact ? fieldLength : Math.Min(255, Exact + (int)Math.Round(Math.Log(fieldLength / (double)Exact, Step))));

        protected override float DecodeNormValue(byte b) => b <= Exact ? b : (float)(Exact * Math.Pow(Step, b - Exact));
    }
}
