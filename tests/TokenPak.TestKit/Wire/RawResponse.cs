using System.Text;

namespace TokenPak.TestKit.Wire;

/// <summary>A response as it came off the wire.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Headers">In order.</param>
/// <param name="Body">Without its framing.</param>
public sealed record RawResponse(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, byte[] Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The first value of a header; null without.</summary>
    public string? Header(string name) => Headers.FirstOrDefault(h => h.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
