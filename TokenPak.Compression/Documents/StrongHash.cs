using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TokenPak.Compression.Documents;

/// <summary>
/// 128 bits of SHA-256, for what others may write: a tool's output can be made so that two texts agree in a faster hash, and the one would then be sent as what was decided
/// for the other (docs/adr/0013).
/// </summary>
internal static class StrongHash
{
    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
