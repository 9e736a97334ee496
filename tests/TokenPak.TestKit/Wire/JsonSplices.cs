using System.Text;
using System.Text.Json;

namespace TokenPak.TestKit.Wire;

/// <summary>One string value that differs between two bodies.</summary>
/// <param name="Path">Where it stands, e.g. <c>messages[2].content[0].content</c>.</param>
/// <param name="Before">Its text before.</param>
/// <param name="After">Its text after.</param>
public sealed record JsonSplice(string Path, string Before, string After);

/// <summary>
/// Compares two JSON bodies byte for byte, white space included, and hands back the string values that differ. Anything else that differs is
/// a mistake of whoever forwarded the body.
/// </summary>
public static class JsonSplices
{
    /// <summary>The differing string values; throws where a byte outside of string values differs.</summary>
    public static IReadOnlyList<JsonSplice> Between(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        var splices = new List<JsonSplice>();
        var path = new JsonPathTracker();
        var left = new Utf8JsonReader(before, new JsonReaderOptions { MaxDepth = 512 });
        var right = new Utf8JsonReader(after, new JsonReaderOptions { MaxDepth = 512 });
        int leftEnd = 0, rightEnd = 0;
        while (left.Read())
        {
            if (!right.Read()) throw Differ(path, "the second body ends first");
            var leftStart = (int)left.TokenStartIndex;
            var rightStart = (int)right.TokenStartIndex;
            if (!before[leftEnd..leftStart].SequenceEqual(after[rightEnd..rightStart])) throw Differ(path, "white space or punctuation differs");
            if (left.TokenType != right.TokenType) throw Differ(path, $"{left.TokenType} became {right.TokenType}");
            leftEnd = (int)left.BytesConsumed;
            rightEnd = (int)right.BytesConsumed;
            path.Take(ref left);
            if (before[leftStart..leftEnd].SequenceEqual(after[rightStart..rightEnd])) continue;
            if (left.TokenType != JsonTokenType.String) throw Differ(path, $"{Encoding.UTF8.GetString(before[leftStart..leftEnd])} became {Encoding.UTF8.GetString(after[rightStart..rightEnd])}");
            splices.Add(new JsonSplice(path.Current, left.GetString() ?? "", right.GetString() ?? ""));
        }

        if (right.Read() || !before[leftEnd..].SequenceEqual(after[rightEnd..])) throw Differ(path, "the ends differ");
        return splices;
    }

    private static InvalidDataException Differ(JsonPathTracker path, string what) => new($"At {path.Current}: {what}.");
}
