using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Caching;

/// <summary>
/// A decision as bytes: version, checksum over key and rest, lengths and counts, shares, the original's id, replacement. A value under a foreign key, cut short or
/// changed fails the checksum and counts as corrupt.
/// </summary>
internal static class DecisionCodec
{
    private const byte Version = 2;
    private const int HeaderLength = 1 + 16 + (4 * 3) + 2;
    private const int ShareLength = 5;

    public static byte[] Encode(BlockKey key, BlockDecision decision)
    {
        var id = decision.OriginalId ?? "";
        var bytes = new byte[HeaderLength + (decision.Shares.Count * ShareLength) + id.Length + decision.Replacement.Length];
        bytes[0] = Version;
        var rest = bytes.AsSpan(17);
        BinaryPrimitives.WriteInt32LittleEndian(rest, decision.SourceLength);
        BinaryPrimitives.WriteInt32LittleEndian(rest[4..], decision.TokensBefore);
        BinaryPrimitives.WriteInt32LittleEndian(rest[8..], decision.TokensAfter);
        rest[12] = (byte)decision.Shares.Count;
        rest[13] = checked((byte)id.Length);
        rest = rest[14..];
        foreach (var (stage, tokens) in decision.Shares)
        {
            rest[0] = stage;
            BinaryPrimitives.WriteInt32LittleEndian(rest[1..], tokens);
            rest = rest[ShareLength..];
        }

        Encoding.ASCII.GetBytes(id, rest);
        decision.Replacement.Span.CopyTo(rest[id.Length..]);
        BinaryPrimitives.WriteUInt128LittleEndian(bytes.AsSpan(1), Checksum(key, bytes));
        return bytes;
    }

    public static BlockDecision? Decode(BlockKey key, byte[] bytes)
    {
        if (bytes.Length < HeaderLength || bytes[0] != Version) return null;
        if (BinaryPrimitives.ReadUInt128LittleEndian(bytes.AsSpan(1)) != Checksum(key, bytes)) return null;
        var rest = bytes.AsSpan(17);
        var shares = new StageShare[rest[12]];
        var idAt = HeaderLength + (shares.Length * ShareLength);
        var replacementAt = idAt + rest[13];
        if (replacementAt > bytes.Length) return null;
        for (var i = 0; i < shares.Length; i++)
        {
            var share = rest[(14 + (i * ShareLength))..];
            shares[i] = new StageShare(share[0], BinaryPrimitives.ReadInt32LittleEndian(share[1..]));
        }

        return new BlockDecision(
            BinaryPrimitives.ReadInt32LittleEndian(rest),
            BinaryPrimitives.ReadInt32LittleEndian(rest[4..]),
            BinaryPrimitives.ReadInt32LittleEndian(rest[8..]),
            bytes.AsMemory(replacementAt),
            shares)
        {
            OriginalId = replacementAt > idAt ? Encoding.ASCII.GetString(bytes, idAt, replacementAt - idAt) : null,
        };
    }

    private static UInt128 Checksum(BlockKey key, ReadOnlySpan<byte> bytes)
    {
        var hash = new XxHash128();
        Span<byte> keyBytes = stackalloc byte[BlockKey.Length];
        key.WriteTo(keyBytes);
        hash.Append(keyBytes);
        hash.Append(bytes[17..]);
        return hash.GetCurrentHashAsUInt128();
    }
}
