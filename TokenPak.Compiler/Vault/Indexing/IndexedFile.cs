namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>A file as it was when it was indexed: one that still looks like this is not read again.</summary>
/// <param name="Length">Bytes.</param>
/// <param name="Modified">When it was last written, in ticks of UTC.</param>
/// <param name="Hash">SHA-256 of its bytes, in part.</param>
/// <param name="Chunks">Its chunks; 0 where it is binary or holds a secret.</param>
/// <param name="Tokens">Tokens of its chunks.</param>
internal sealed record IndexedFile(long Length, long Modified, string Hash, int Chunks, long Tokens);
