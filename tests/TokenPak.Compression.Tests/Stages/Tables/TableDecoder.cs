using System.Text;

namespace TokenPak.Compression.Tests.Stages.Tables;

/// <summary>Reads JSON with tables and prefixes back into compact JSON; everything else stays.</summary>
internal static class TableDecoder
{
    private const string Opening = "[In strings ";

    public static string Decode(string text)
    {
        var prefixes = new Dictionary<char, string>();
        if (text.StartsWith(Opening, StringComparison.Ordinal))
        {
            var end = text.IndexOf("]\n", StringComparison.Ordinal);
            foreach (var entry in text[Opening.Length..end].Split(' ')) prefixes.Add(entry[1], entry[3..]);
            text = text[(end + 2)..];
        }

        var output = new StringBuilder();
        var (at, copied) = (0, 0);
        while (at < text.Length)
        {
            var candidate = Next(text, at);
            if (candidate < 0) break;
            try
            {
                var reader = new TableReader(text, candidate, prefixes);
                var json = reader.Value();
                output.Append(text, copied, candidate - copied).Append(json);
                at = copied = reader.At;
            }
            catch (FormatException)
            {
                at = candidate + 1; // no JSON: it stands as it is
            }
        }

        return output.Append(text, copied, text.Length - copied).ToString();
    }

    private static int Next(string text, int from)
    {
        for (var at = text.AsSpan(from).IndexOfAny('{', '['); at >= 0; at = text.AsSpan(from).IndexOfAny('{', '['))
        {
            var before = text.AsSpan(0, from + at).TrimEnd(" \t");
            if (before.IsEmpty || before[^1] is '\n' or '\r') return from + at;
            from += at + 1;
        }

        return -1;
    }
}
