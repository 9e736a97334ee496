using System.Security.Cryptography;

namespace TokenPak.Compression.Documents;

/// <summary>
/// Places 64-bit hashes in tables by a number that nobody outside the process knows: text made to collide cannot make a table slow. Where something is placed is never seen in what
/// is written.
/// </summary>
internal sealed class Scatter : IEqualityComparer<ulong>
{
    private static readonly ulong Multiplier = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))) | 1;

    public static Scatter Instance { get; } = new();

    /// <summary>The place among <c>2^(64 - shift)</c>.</summary>
    public static int Place(ulong hash, int shift) => (int)(hash * Multiplier >> shift);

    public bool Equals(ulong x, ulong y) => x == y;

    public int GetHashCode(ulong hash) => (int)(hash * Multiplier >> 32);
}
