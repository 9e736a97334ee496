using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;

namespace TokenPak.Gateway.Protection;

/// <summary>The keys that may use the proxy; known by their hashes alone.</summary>
internal sealed class KeyRing
{
    private const string SharedId = "proxy";
    private readonly (byte[] Hash, CallerKey Key)[] _keys;

    public KeyRing(IOptions<AccessOptions> options)
    {
        var keys = options.Value.Keys.Select(key => (Convert.FromHexString(key.Sha256), new CallerKey(key.Id, string.IsNullOrEmpty(key.Tenant) ? key.Id : key.Tenant)));
        if (options.Value.ProxyAuthToken is { Length: > 0 } shared) keys = keys.Append((SHA256.HashData(Encoding.UTF8.GetBytes(shared)), new CallerKey(SharedId, SharedId)));
        _keys = [.. keys];
    }

    /// <summary>Whether keys are switched on.</summary>
    public bool IsInForce => _keys.Length > 0;

    /// <summary>The key that was presented; null where it is none of ours.</summary>
    public CallerKey? Find(string? presented)
    {
        if (string.IsNullOrEmpty(presented)) return null;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(presented), hash);
        CallerKey? found = null;
        foreach (var (known, key) in _keys)
        {
            // All are compared, in constant time each.
            if (CryptographicOperations.FixedTimeEquals(known, hash)) found = key;
        }

        return found;
    }
}
