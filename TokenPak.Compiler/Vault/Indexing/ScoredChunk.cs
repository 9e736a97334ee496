namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>A chunk that a query led to.</summary>
/// <param name="Chunk">The chunk.</param>
/// <param name="Score">Its BM25 score, in the unit of <see cref="Bm25.UnitOf"/>.</param>
internal readonly record struct ScoredChunk(IndexedChunk Chunk, double Score);
