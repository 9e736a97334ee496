using TokenPak.Compression.Documents;

namespace TokenPak.Compression.Stages.Tables;

/// <summary>A string that holds JSON, written as that JSON behind the word <c>json</c>; only where its escapes are the ones that anyone would write.</summary>
internal static class EncodedJson
{
    private const int MinLength = 24;

    public static bool TryWrite(ReadOnlySpan<char> content, int encodings, TextBuffer output)
    {
        if (content.Length < MinLength || content[0] is not ('{' or '[') || content[^1] is not ('}' or ']') || content.IndexOf("\\\"") < 0) return false;
        using var inner = new TextBuffer();
        using var tree = new JsonTree();
        if (!TryUnescape(content, inner) || !tree.TryRead(inner.Text, 0, out var read) || read != inner.Length) return false;
        var mark = output.Length;
        output.Append("json");
        JsonWriter.Within(tree, output, encodings).Write(inner.Text, 0);
        if (output.Length - mark < content.Length + 2) return true;
        output.Truncate(mark);
        return false;
    }

    /// <summary>False where escaping again would give another text.</summary>
    private static bool TryUnescape(ReadOnlySpan<char> content, TextBuffer output)
    {
        while (true)
        {
            var at = content.IndexOf('\\');
            output.Append(at < 0 ? content : content[..at]);
            if (at < 0) return true;
            switch (content[at + 1])
            {
                case '"' or '\\':
                    output.Append(content[at + 1]);
                    break;
                case 'n':
                    output.Append('\n');
                    break;
                case 't':
                    output.Append('\t');
                    break;
                default:
                    return false;
            }

            content = content[(at + 2)..];
        }
    }
}
