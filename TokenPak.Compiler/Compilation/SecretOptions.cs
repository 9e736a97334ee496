using System.Security.Cryptography;
using System.Text;

namespace TokenPak.Compiler.Compilation;

/// <summary>The secret behind the names of what is kept for tenants.</summary>
internal sealed class SecretOptions
{
    public const string SectionName = "TokenPak";

    private static readonly byte[] OfThisProcess = RandomNumberGenerator.GetBytes(HMACSHA256.HashSizeInBytes);

    /// <summary>Secret for keyed hashes, as the gateway's. Replicas that share a cache must share it. Default: random for each process.</summary>
    public string? HashKey { get; set; }

    /// <summary>A key for one use.</summary>
    public byte[] KeyFor(string purpose) =>
        HMACSHA256.HashData(string.IsNullOrEmpty(HashKey) ? OfThisProcess : Encoding.UTF8.GetBytes(HashKey), Encoding.UTF8.GetBytes(purpose));
}
