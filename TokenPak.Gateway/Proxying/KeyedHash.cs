using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Proxying;

/// <summary>HMAC-SHA256, shortened: tells values apart without giving them away.</summary>
internal sealed class KeyedHash : IDisposable
{
    private const int Length = 12;

    /// <summary>Set up once a thread: OpenSSL's one-shot HMAC looks its algorithm up and allocates each time, under locks that all threads share.</summary>
    private readonly ThreadLocal<IncrementalHash> _hashes;

    public KeyedHash(IOptions<GatewayOptions> options)
    {
        var key = string.IsNullOrEmpty(options.Value.HashKey)
            ? RandomNumberGenerator.GetBytes(32)
            : SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.HashKey));
        _hashes = new ThreadLocal<IncrementalHash>(() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key), trackAllValues: true);
    }

    public string Of(string purpose, ReadOnlySpan<char> value)
    {
        Span<byte> bytes = value.Length <= 256 ? stackalloc byte[Encoding.UTF8.GetMaxByteCount(value.Length)] : new byte[Encoding.UTF8.GetMaxByteCount(value.Length)];
        return Of(purpose, bytes[..Encoding.UTF8.GetBytes(value, bytes)]);
    }

    public string Of(string purpose, ReadOnlySpan<byte> value)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        var hmac = _hashes.Value ?? throw new System.Diagnostics.UnreachableException();
        hmac.AppendData(value);
        hmac.GetHashAndReset(hash);
        return string.Concat(purpose, "-", Convert.ToHexStringLower(hash[..Length]));
    }

    public void Dispose()
    {
        foreach (var hash in _hashes.Values) hash.Dispose();
        _hashes.Dispose();
    }
}
