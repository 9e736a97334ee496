using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Proxying;

/// <summary>HMAC-SHA256, shortened: tells values apart without giving them away.</summary>
internal sealed class KeyedHash(IOptions<GatewayOptions> options)
{
    private const int Length = 12;

    private readonly byte[] _key = string.IsNullOrEmpty(options.Value.HashKey)
        ? RandomNumberGenerator.GetBytes(32)
        : SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.HashKey));

    public string Of(string purpose, ReadOnlySpan<char> value)
    {
        Span<byte> bytes = value.Length <= 256 ? stackalloc byte[Encoding.UTF8.GetMaxByteCount(value.Length)] : new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        return Of(purpose, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    public string Of(string purpose, ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, value, hash);
        return string.Concat(purpose, "-", Convert.ToHexStringLower(hash[..Length]));
    }
}
