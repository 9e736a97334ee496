using System.Collections.Frozen;

namespace TokenPak.Compiler.Vault.Files;

/// <summary>What a file holds, by its name: the word that stands behind its fence.</summary>
internal static class Languages
{
    public const string Text = "text";

    private static readonly (string Language, string Extensions)[] Known =
    [
        ("markdown", ".md .markdown .mdx"),
        ("html", ".html .htm .xhtml"),
        ("json", ".json .jsonc"),
        ("yaml", ".yaml .yml"),
        ("csv", ".csv .tsv"),
        ("csharp", ".cs .csx"),
        ("razor", ".razor .cshtml"),
        ("fsharp", ".fs"),
        ("vb", ".vb"),
        ("python", ".py .pyi"),
        ("javascript", ".js .mjs .cjs"),
        ("jsx", ".jsx"),
        ("typescript", ".ts .mts"),
        ("tsx", ".tsx"),
        ("java", ".java"),
        ("kotlin", ".kt .kts"),
        ("scala", ".scala"),
        ("go", ".go"),
        ("rust", ".rs"),
        ("c", ".c .h"),
        ("cpp", ".cc .cpp .cxx .hpp"),
        ("objective-c", ".m"),
        ("swift", ".swift"),
        ("ruby", ".rb"),
        ("php", ".php"),
        ("perl", ".pl"),
        ("lua", ".lua"),
        ("r", ".r"),
        ("julia", ".jl"),
        ("elixir", ".ex .exs"),
        ("erlang", ".erl"),
        ("haskell", ".hs"),
        ("clojure", ".clj"),
        ("dart", ".dart"),
        ("zig", ".zig"),
        ("bash", ".sh .bash .zsh"),
        ("powershell", ".ps1"),
        ("sql", ".sql"),
        ("protobuf", ".proto"),
        ("graphql", ".graphql"),
        ("css", ".css"),
        ("scss", ".scss"),
        ("less", ".less"),
        ("vue", ".vue"),
        ("svelte", ".svelte"),
        ("xml", ".xml .csproj .props .targets"),
        ("toml", ".toml"),
        ("ini", ".ini .cfg"),
        ("hcl", ".tf"),
        ("cmake", ".cmake"),
        ("groovy", ".gradle"),
        ("rst", ".rst"),
        ("asciidoc", ".adoc"),
        ("latex", ".tex"),
    ];

    private static readonly (string Language, string Names)[] KnownNames = [("dockerfile", "Dockerfile"), ("makefile", "Makefile"), ("cmake", "CMakeLists.txt"), ("groovy", "Jenkinsfile")];

    private static readonly FrozenDictionary<string, string> ByExtension = Spread(Known);
    private static readonly FrozenDictionary<string, string> ByName = Spread(KnownNames);
    private static readonly FrozenSet<string> Prose = new[] { Text, "markdown", "html", "rst", "asciidoc", "latex" }.ToFrozenSet();

    public static string Of(string path) =>
        ByName.GetValueOrDefault(Path.GetFileName(path)) ?? ByExtension.GetValueOrDefault(Path.GetExtension(path), Text);

    /// <summary>Whether a language is written for people to read from top to bottom.</summary>
    public static bool IsProse(string language) => Prose.Contains(language);

    private static FrozenDictionary<string, string> Spread((string Language, string Words)[] rows) =>
        rows.SelectMany(row => row.Words.Split(' ').Select(word => KeyValuePair.Create(word, row.Language))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
}
