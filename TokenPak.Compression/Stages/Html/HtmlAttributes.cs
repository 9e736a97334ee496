using System.Net;

namespace TokenPak.Compression.Stages.Html;

/// <summary>Reads single attributes of a tag.</summary>
internal static class HtmlAttributes
{
    /// <summary>An attribute's value with its character references resolved; null where the tag does not have it, empty where it has no value.</summary>
    public static string? Find(ReadOnlySpan<char> attributes, string name) => TryFind(attributes, name, out var value) ? WebUtility.HtmlDecode(value.ToString()) : null;

    /// <summary>An attribute's value as it is written.</summary>
    public static bool TryFind(ReadOnlySpan<char> attributes, string name, out ReadOnlySpan<char> value)
    {
        value = default;
        var at = 0;
        while (true)
        {
            while (at < attributes.Length && (char.IsWhiteSpace(attributes[at]) || attributes[at] is '/' or '"' or '\'' or '=')) at++;
            if (at == attributes.Length) return false;
            var start = at;
            while (at < attributes.Length && !char.IsWhiteSpace(attributes[at]) && attributes[at] is not ('=' or '/')) at++;
            var isIt = attributes[start..at].Equals(name, StringComparison.OrdinalIgnoreCase);
            while (at < attributes.Length && char.IsWhiteSpace(attributes[at])) at++;
            var read = at < attributes.Length && attributes[at] == '=' ? Value(attributes, ref at) : default;
            if (!isIt) continue;
            value = read;
            return true;
        }
    }

    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> attributes, scoped ref int at)
    {
        at++;
        while (at < attributes.Length && char.IsWhiteSpace(attributes[at])) at++;
        if (at == attributes.Length) return default;
        var start = at;
        if (attributes[at] is '"' or '\'')
        {
            var length = attributes[(at + 1)..].IndexOf(attributes[at]);
            at = length < 0 ? attributes.Length : at + length + 2;
            return attributes[(start + 1)..(length < 0 ? attributes.Length : at - 1)];
        }

        while (at < attributes.Length && !char.IsWhiteSpace(attributes[at])) at++;
        return attributes[start..at];
    }
}
