using System.Collections.Frozen;
using TokenPak.Compression.Content;

namespace TokenPak.Compression.Stages.Skeleton;

/// <summary>Tells code by its file's name, or by the words that its lines begin with.</summary>
internal static class CodeStyles
{
    /// <summary>Lines that begin like declarations, from which a text without a name counts as code.</summary>
    private const int FewestDeclarations = 5;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Indented =
        new[] { "py", "pyi" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Braced =
        new[] { "cs", "js", "jsx", "mjs", "cjs", "ts", "tsx", "go", "rs", "java", "kt", "c", "h", "cc", "cpp", "cxx", "hpp", "swift", "scala", "dart", "php" }
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BraceWords = new[]
    {
        "using", "namespace", "public", "private", "protected", "internal", "static", "class", "struct", "interface", "enum", "package", "import", "func", "type", "fn", "pub", "impl", "trait", "use",
        "mod", "function", "export", "const", "let", "var", "async", "#include", "#define", "template", "typedef", "extern", "void", "int", "@Override",
    }.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    public static CodeStyle Of(ReadOnlySpan<char> text, string? path)
    {
        if (NumberedLines.Dominate(text) || text.StartsWith("diff ") || text.StartsWith("@@ ") || text.StartsWith("--- ")) return CodeStyle.None;
        if (path is not null && Indented.Contains(ExtensionOf(path))) return CodeStyle.Indentation;
        if (path is not null && Braced.Contains(ExtensionOf(path))) return CodeStyle.Braces;
        return CodeLines.Dominate(text) ? ByLines(text) : CodeStyle.None;
    }

    private static ReadOnlySpan<char> ExtensionOf(string path)
    {
        var name = path.AsSpan();
        if (name.IndexOfAny('?', '#') is >= 0 and var query) name = name[..query];
        name = name[(name.LastIndexOf('/') + 1)..];
        return name[(name.LastIndexOf('.') + 1)..];
    }

    private static CodeStyle ByLines(ReadOnlySpan<char> text)
    {
        var (python, braces) = (0, 0);
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim();
            var end = trimmed.IndexOf(' ');
            if (end <= 0) continue;
            var word = trimmed[..end];
            if (word is "def" or "class" or "async" && trimmed[^1] == ':') python++;
            else if (BraceWords.Contains(word) && trimmed[^1] is '{' or ';' or ')' or ',' or '(') braces++;
        }

        return Math.Max(python, braces) < FewestDeclarations ? CodeStyle.None : python > braces ? CodeStyle.Indentation : CodeStyle.Braces;
    }
}
