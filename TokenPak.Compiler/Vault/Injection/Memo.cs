using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>
/// What was added to one message: ids of chunks, no text. An empty one says that nothing was, and that nothing will be: a message has the same bytes on every turn.
/// </summary>
internal sealed record Memo(IReadOnlyList<string> Chunks)
{
    private const byte Version = 1;
    private const int IdLength = 16;
    private const int HeaderLength = 1 + 8;

    public static Memo Empty { get; } = new([]);

    /// <summary>Version, checksum over key and ids, ids.</summary>
    public byte[] Encode(UInt128 key)
    {
        var bytes = new byte[HeaderLength + (Chunks.Count * IdLength)];
        bytes[0] = Version;
        for (var i = 0; i < Chunks.Count; i++) Convert.FromHexString(Chunks[i], bytes.AsSpan(HeaderLength + (i * IdLength)), out _, out _);
        var check = Checksum(key, bytes.AsSpan(HeaderLength));
        MemoryMarshal.Write(bytes.AsSpan(1), check);
        return bytes;
    }

    /// <summary>Null where the bytes are not a memo of this key, whole.</summary>
    public static Memo? Decode(UInt128 key, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != Version || (bytes.Length - HeaderLength) % IdLength != 0) return null;
        var ids = bytes[HeaderLength..];
        if (MemoryMarshal.Read<ulong>(bytes[1..]) != Checksum(key, ids)) return null;
        var chunks = new string[ids.Length / IdLength];
        for (var i = 0; i < chunks.Length; i++) chunks[i] = Convert.ToHexStringLower(ids.Slice(i * IdLength, IdLength));
        return new Memo(chunks);
    }

    private static ulong Checksum(UInt128 key, ReadOnlySpan<byte> ids) => XxHash3.HashToUInt64(ids, (long)(key ^ (key >> 64)));
}
