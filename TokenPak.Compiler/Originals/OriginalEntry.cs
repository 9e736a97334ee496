using System.Security.Cryptography;
using System.Text;

namespace TokenPak.Compiler.Originals;

/// <summary>An original with its owner: the first half of the tenant's SHA-256, then the text.</summary>
internal static class OriginalEntry
{
    public const int OwnerLength = 16;

    public static byte[] Make(string tenant, ReadOnlySpan<byte> text)
    {
        var bytes = new byte[OwnerLength + text.Length];
        WriteOwner(tenant, bytes);
        text.CopyTo(bytes.AsSpan(OwnerLength));
        return bytes;
    }

    /// <summary>Null where it is another tenant's.</summary>
    public static ReadOnlyMemory<byte>? Open(string? tenant, byte[] entry)
    {
        if (entry.Length < OwnerLength) return null;
        if (tenant is not null)
        {
            Span<byte> owner = stackalloc byte[OwnerLength];
            WriteOwner(tenant, owner);
            if (!CryptographicOperations.FixedTimeEquals(owner, entry.AsSpan(0, OwnerLength))) return null;
        }

        return entry.AsMemory(OwnerLength);
    }

    private static void WriteOwner(string tenant, Span<byte> owner)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(tenant), hash);
        hash[..OwnerLength].CopyTo(owner);
    }
}
