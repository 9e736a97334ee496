using System.Text.RegularExpressions;

namespace TokenPak.TestKit.Products;

/// <summary>Finds the address that a program prints when it listens.</summary>
internal static partial class ListeningAddress
{
    /// <summary>The first loopback address with a port in a line; null without one.</summary>
    public static Uri? In(string line) => Pattern().Match(line) is { Success: true } found ? new Uri("http://127.0.0.1:" + found.Groups[1].Value) : null;

    [GeneratedRegex(@"http://(?:127\.0\.0\.1|localhost):([1-9]\d*)")]
    private static partial Regex Pattern();
}
