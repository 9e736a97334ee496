using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace TokenPak.Contracts.Tests;

/// <summary>Reads the project files as they stand in the repository.</summary>
internal static class RepositoryTree
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> ProjectFiles() =>
        Directory.EnumerateFiles(Root, "*.csproj", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}artifacts{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    public static string[] ProjectReferences(string projectFile) =>
        [.. XDocument.Load(projectFile).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Order(StringComparer.Ordinal)];

    public static string[] PackageReferences(string projectFile) =>
        [.. XDocument.Load(projectFile).Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value)];

    private static string FindRoot([CallerFilePath] string thisFile = "")
    {
        var directory = new DirectoryInfo(Path.GetDirectoryName(thisFile)!);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "TokenPak.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("TokenPak.sln was not found above the test's own source.");
    }
}
