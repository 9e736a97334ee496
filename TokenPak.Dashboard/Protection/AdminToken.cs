using System.Security.Cryptography;
using System.Text;

namespace TokenPak.Dashboard.Protection;

internal static class AdminToken
{
    /// <summary>Compares in constant time, whatever the lengths.</summary>
    public static bool Matches(string? given, string? expected)
    {
        if (string.IsNullOrEmpty(given) || string.IsNullOrEmpty(expected)) return false;
        return CryptographicOperations.FixedTimeEquals(Hash(given), Hash(expected));
    }

    /// <summary>What a sign-in cookie remembers of the token: enough to end with it, not enough to be it.</summary>
    public static string Stamp(string token) => Convert.ToHexString(Hash("tokenpak-dashboard:" + token));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
