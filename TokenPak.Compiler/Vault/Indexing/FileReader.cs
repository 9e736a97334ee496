using System.Security.Cryptography;
using TokenPak.Compiler.Vault.Chunking;
using TokenPak.Compiler.Vault.Files;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>What became of one file.</summary>
/// <param name="File">Its state; null where it could not be read.</param>
/// <param name="Chunks">Its chunks; null where its bytes are what they were.</param>
internal readonly record struct FileReading(IndexedFile? File, IReadOnlyList<IndexedChunk>? Chunks);

/// <summary>Turns a file into chunks.</summary>
internal sealed class FileReader(string root, TokenCounter counter)
{
    public FileReading Read(VaultFile file, IndexedFile? known)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(Path.Combine(root, file.Path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 16));
        if (known is not null && known.Hash == hash) return new(known with { Length = file.Length, Modified = file.Modified }, null);
        var chunks = ChunksOf(file.Path, bytes);
        return new(new IndexedFile(file.Length, file.Modified, hash, chunks.Count, chunks.Sum(chunk => (long)chunk.Tokens)), chunks);
    }

    private IReadOnlyList<IndexedChunk> ChunksOf(string path, byte[] bytes)
    {
        if (TextFile.Decode(bytes) is not { } text || UnwantedFiles.HoldsSecret(text)) return [];
        var language = Languages.Of(path);
        return
        [
            .. Chunker.Cut(text, language).Select(chunk => new IndexedChunk
            {
                Id = IndexedChunk.IdOf(path, chunk),
                Path = path,
                Start = chunk.Start,
                End = chunk.End,
                Title = chunk.Title,
                Language = language,
                Tokens = counter.Count(chunk.Text),
                Text = chunk.Text,
            }).DistinctBy(chunk => chunk.Id),
        ];
    }
}
