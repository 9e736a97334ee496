using System.Diagnostics;
using System.Globalization;
using TokenPak.Compiler.Vault;
using TokenPak.Compiler.Vault.Files;
using TokenPak.Compiler.Vault.Indexing;
using TokenPak.Compression.Tokens;
using TokenPak.VaultMeasures.Scale;

namespace TokenPak.VaultMeasures.Indexing;

/// <summary>How long a folder of many files takes to index, to look at again, and to follow one change.</summary>
internal static class IndexRun
{
    private const int FilesInAFolder = 100;
    private const int Seed = 7;

    public static int Run(int files)
    {
        using var folder = new TemporaryFolder();
        var (root, text) = (folder.Sub("documents"), new SyntheticText(Seed));
        long bytes = 0;
        for (var i = 0; i < files; i++)
        {
            var content = i % 2 == 0 ? Code(text, i) : $"# Note {i}\n{text.Chunk()}\n## More\n{text.Chunk()}\n## Last\n{text.Chunk()}\n";
            var path = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"part{i / FilesInAFolder}"), string.Create(CultureInfo.InvariantCulture, $"file{i}{(i % 2 == 0 ? ".cs" : ".md")}"));
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? root);
            File.WriteAllText(path, content);
            bytes += content.Length;
        }

        using var index = VaultIndex.Open(folder.Sub("index")) ?? throw new InvalidOperationException("The index is locked.");
        var indexer = new VaultIndexer(index, new FileWalker(root, 1024 * 1024), new FileReader(root, TokenCounter.For(TokenEncoding.O200kBase)), new VaultOptions(), TimeProvider.System);
        IndexingSummary? summary = null;
        var first = Time(() => summary = indexer.Scan(null, CancellationToken.None));
        var again = Time(() => indexer.Scan(null, CancellationToken.None));
        File.WriteAllText(Path.Combine(root, "part0", "file0.cs"), "class Changed { int xylophone; }");
        var change = Time(() => indexer.Refresh(["part0/file0.cs"], CancellationToken.None));
        var isFound = index.Search("xylophone", 1).Count == 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{files} files, {bytes / 1e6:F0} MB, {summary?.Chunks} chunks, {summary?.Tokens} tokens\n\n| step | s |\n|---|---|\n| index all | {first.TotalSeconds:F1} |\n| look again, nothing changed | {again.TotalSeconds:F2} |\n| one changed file, found: {isFound} | {change.TotalSeconds:F3} |"));
        return isFound ? 0 : 1;
    }

    private static string Code(SyntheticText text, int number)
    {
        string[] members = [.. Enumerable.Range(0, 4).Select(i => $"    /// <summary>{text.Chunk()}</summary>\n    public int Member{i}(int value)\n    {{\n        return value + {i};\n    }}\n")];
        return $"namespace Part{number};\n\npublic class Type{number}\n{{\n{string.Join('\n', members)}}}\n";
    }

    private static TimeSpan Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }
}
