namespace TokenPak.Evaluation.Corpora;

/// <summary>A folder of corpora, each in a folder of its own; what is not there is left out.</summary>
internal sealed class CorpusFolder(string path)
{
    public string Path { get; } = path;

    public IReadOnlyList<string> Files(string folder, string pattern)
    {
        var at = System.IO.Path.Combine(Path, folder);
        return Directory.Exists(at) ? [.. Directory.EnumerateFiles(at, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)] : [];
    }

    public static string NameOf(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file);
        return name.Length <= 60 ? name : name[..12] + "…" + name[^47..];
    }
}
