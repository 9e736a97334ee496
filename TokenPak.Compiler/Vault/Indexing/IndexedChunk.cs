using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TokenPak.Compiler.Vault.Chunking;

namespace TokenPak.Compiler.Vault.Indexing;

/// <summary>A chunk as the index keeps it.</summary>
internal sealed record IndexedChunk
{
    /// <summary>Hash of place and text: what is under one id never changes.</summary>
    public required string Id { get; init; }

    public required string Path { get; init; }

    public required int Start { get; init; }

    public required int End { get; init; }

    public required string Title { get; init; }

    public required string Language { get; init; }

    public required int Tokens { get; init; }

    public required string Text { get; init; }

    /// <summary><c>path:start-end</c>.</summary>
    public string Citation => string.Create(CultureInfo.InvariantCulture, $"{Path}:{Start}-{End}");

    public static string IdOf(string path, Chunk chunk)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> lines = stackalloc byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(lines, chunk.Start);
        BinaryPrimitives.WriteInt32LittleEndian(lines[4..], chunk.End);
        hash.AppendData(Encoding.UTF8.GetBytes(path));
        hash.AppendData([0]);
        hash.AppendData(lines);
        hash.AppendData(Encoding.UTF8.GetBytes(chunk.Text));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
