namespace TokenPak.Compression.Content;

/// <summary>Tells source code from logs: what reads as code stays in lines.</summary>
internal static class CodeLines
{
    private const int MinimumPercent = 30;

    public static bool Dominate(ReadOnlySpan<char> text)
    {
        var (code, lines) = (0, 0);
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty) continue;
            lines++;
            if (IsCode(line, trimmed)) code++;
        }

        return code * 100 >= lines * MinimumPercent;
    }

    private static bool IsCode(ReadOnlySpan<char> line, ReadOnlySpan<char> trimmed) =>
        trimmed[^1] is ';' or '{' || trimmed is "}" or "})" or "};" or ")" or "]" or "else:" or "*/"
        || trimmed.StartsWith("//") || trimmed.StartsWith("#include") || trimmed.StartsWith("def ") || trimmed.StartsWith("import ")
        || (trimmed[^1] == ':' && line.Length > trimmed.Length && line[0] is ' ' or '\t');
}
