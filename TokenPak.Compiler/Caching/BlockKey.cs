using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace TokenPak.Compiler.Caching;

/// <summary>
/// The key of a decision. The engine's own key has the tenant hashed in already, but with a hash that is fast and not made against an attacker, who
/// chooses the text that goes into it: beside it the tenant stands apart, so that two tenants cannot share an entry whatever they send.
/// </summary>
/// <param name="Tenant">The tenant, see <see cref="TenantOf"/>.</param>
/// <param name="Block">The engine's key.</param>
internal readonly record struct BlockKey(UInt128 Tenant, UInt128 Block)
{
    public const int Length = 32;

    /// <summary>A tenant's name in fixed length: the first half of its SHA-256.</summary>
    public static UInt128 TenantOf(string tenant)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(tenant), hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    public void WriteTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Tenant);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Block);
    }

    public override int GetHashCode() => Block.GetHashCode();
}
