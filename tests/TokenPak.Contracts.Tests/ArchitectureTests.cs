namespace TokenPak.Contracts.Tests;

/// <summary>The arrows of the design: services share nothing but the wire.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["TokenPak.Contracts"] = [],
        ["TokenPak.Compression"] = [],
        ["TokenPak.ServiceDefaults"] = [],
        ["TokenPak.Gateway"] = ["TokenPak.Contracts", "TokenPak.ServiceDefaults"],
        ["TokenPak.Compiler"] = ["TokenPak.Compression", "TokenPak.Contracts", "TokenPak.ServiceDefaults"],
        ["TokenPak.Telemetry"] = ["TokenPak.Contracts", "TokenPak.ServiceDefaults"],
        ["TokenPak.Dashboard"] = ["TokenPak.Contracts", "TokenPak.ServiceDefaults"],
        ["TokenPak.Local"] = ["TokenPak.Compiler", "TokenPak.Dashboard", "TokenPak.Gateway", "TokenPak.Telemetry"],
        ["TokenPak.AppHost"] = ["TokenPak.Compiler", "TokenPak.Dashboard", "TokenPak.Gateway", "TokenPak.Telemetry"],
    };

    public static TheoryData<string> ProductProjects() =>
        [.. RepositoryTree.ProjectFiles().Where(IsProduct).Select(path => Path.GetFileNameWithoutExtension(path)!)];

    [Theory]
    [MemberData(nameof(ProductProjects))]
    public void Project_References_AreTheArrowsOfTheDesign(string project)
    {
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"{project} is not a part of the design; name its arrows here and in docs/architecture.md.");
        Assert.Empty(RepositoryTree.ProjectReferences(FileOf(project)).Except(allowed));
    }

    [Fact]
    public void Design_EveryCorePart_HasAProject()
    {
        var projects = RepositoryTree.ProjectFiles().Select(path => Path.GetFileNameWithoutExtension(path)).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Allowed.Keys.Where(name => name != "TokenPak.AppHost").Except(projects));
    }

    [Fact]
    public void Contracts_HaveNoPackages() => Assert.Empty(RepositoryTree.PackageReferences(FileOf("TokenPak.Contracts")));

    [Fact]
    public void Compression_PackagesAreTokenizersAndHashes()
    {
        string[] known = ["Microsoft.ML.Tokenizers", "Microsoft.ML.Tokenizers.Data.O200kBase", "Microsoft.ML.Tokenizers.Data.Cl100kBase", "Google.Protobuf", "System.IO.Hashing"];
        Assert.Empty(RepositoryTree.PackageReferences(FileOf("TokenPak.Compression")).Except(known));
    }

    [Fact]
    public void CoreFilter_HoldsEveryProjectButTheAppHost()
    {
        var filter = File.ReadAllText(Path.Combine(RepositoryTree.Root, "TokenPak.Core.slnf")).Replace("\\\\", "/", StringComparison.Ordinal);
        var missing = RepositoryTree.ProjectFiles()
            .Select(path => Path.GetRelativePath(RepositoryTree.Root, path).Replace('\\', '/'))
            .Where(path => !path.Contains("AppHost", StringComparison.Ordinal) && !filter.Contains($"\"{path}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void Sources_NoFile_IsOver400Lines()
    {
        var long_ = Directory.EnumerateFiles(RepositoryTree.Root, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("artifacts", StringComparison.Ordinal) && !path.Contains("Migrations", StringComparison.Ordinal)
                && !path.Contains("node_modules", StringComparison.Ordinal))
            .Where(path => File.ReadLines(path).Count() > 400)
            .Select(path => Path.GetRelativePath(RepositoryTree.Root, path));
        Assert.Empty(long_);
    }

    private static bool IsProduct(string path) => Path.GetRelativePath(RepositoryTree.Root, path).Count(c => c == Path.DirectorySeparatorChar) == 1;

    private static string FileOf(string project) => Path.Combine(RepositoryTree.Root, project, project + ".csproj");
}
