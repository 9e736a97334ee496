using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Compiler.Compilation;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>Names of memos: a keyed hash of the tenant and of the prompt up to and with the message.</summary>
internal sealed class MemoKeys(IOptions<SecretOptions> options)
{
    private readonly byte[] _key = options.Value.KeyFor("vault-memo");

    public UInt128 Of(string tenant, UInt128 chain)
    {
        // A key for each tenant first: no tenant's name can run into what follows it.
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> input = stackalloc byte[16];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(tenant), hash);
        BinaryPrimitives.WriteUInt128BigEndian(input, chain);
        Span<byte> result = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(hash, input, result);
        return BinaryPrimitives.ReadUInt128BigEndian(result);
    }
}
