namespace TokenPak.Evaluation.Corpora;

/// <summary>The repository that the program was built in.</summary>
internal static class Repository
{
    /// <summary>Its folder; null where the program runs elsewhere.</summary>
    public static string? Root { get; } = Find();

    /// <summary>Its files of a kind below a folder, without what builds leave.</summary>
    public static IEnumerable<string> Files(string folder, string pattern) => Root is null
        ? []
        : Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/artifacts/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string? Find()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "TokenPak.sln"))) at = at.Parent;
        return at?.FullName;
    }
}
