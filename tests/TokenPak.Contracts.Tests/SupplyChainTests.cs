using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;

namespace TokenPak.Contracts.Tests;

/// <summary>What is built consists of the packages that the repository names, by version and hash.</summary>
public sealed class SupplyChainTests
{
    public static TheoryData<string> LockedProjects() =>
        [.. RepositoryTree.ProjectFiles()
            .Select(path => Path.GetRelativePath(RepositoryTree.Root, Path.GetDirectoryName(path)!).Replace('\\', '/'))
            .Where(folder => !folder.Contains("AppHost", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(LockedProjects))]
    public void LockFile_EveryPackage_HasAVersionAndAHash(string folder)
    {
        foreach (var (name, entry) in Packages(folder).Where(package => Kind(package.Entry) != "Project"))
        {
            Assert.True(entry.TryGetProperty("resolved", out var version) && version.GetString() is { Length: > 0 }, $"{name} has no version.");
            Assert.True(entry.TryGetProperty("contentHash", out var hash) && Convert.FromBase64String(hash.GetString()!).Length == 64, $"{name} has no SHA-512.");
        }
    }

    [Theory]
    [MemberData(nameof(LockedProjects))]
    public void LockFile_Versions_AreThoseOfTheCentralList(string folder)
    {
        var pins = XDocument.Load(Path.Combine(RepositoryTree.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .ToDictionary(pin => pin.Attribute("Include")!.Value, pin => pin.Attribute("Version")!.Value.Trim('[', ']'), StringComparer.OrdinalIgnoreCase);
        var other = Packages(folder).Where(package => pins.TryGetValue(package.Name, out var pin) && package.Entry.GetProperty("resolved").GetString() != pin);
        Assert.Empty(other.Select(package => package.Name));
    }

    /// <summary>A list that any registry can serve: what is locked is the content, not where it came from.</summary>
    [Theory]
    [MemberData(nameof(LockedProjects))]
    public void LockFile_NamesNoRegistry(string folder) => Assert.DoesNotContain("://", File.ReadAllText(LockFile(folder)), StringComparison.Ordinal);

    [Theory]
    [InlineData("true", "")]
    [InlineData("true", "-p:RuntimeIdentifier=linux-x64")]
    [InlineData("true", "-p:RuntimeIdentifier=linux-arm64")]
    [InlineData("false", "-p:AspireClients=true")]
    [InlineData("false", "-p:RuntimeIdentifier=win-x64")]
    public async Task Restore_InCi_IsHeldToTheLock_WhereTheLockHasItsPackages(string locked, string option)
    {
        using var evaluation = JsonDocument.Parse(await EvaluateAsync(option));
        var properties = evaluation.RootElement.GetProperty("Properties");
        Assert.Equal(locked, properties.GetProperty("RestoreLockedMode").GetString());
        // Another list of packages never replaces the committed one.
        Assert.Equal(locked == "true", properties.GetProperty("NuGetLockFilePath").GetString()!.Length == 0);
    }

    private static async Task<string> EvaluateAsync(string option)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            WorkingDirectory = RepositoryTree.Root,
            RedirectStandardOutput = true,
            ArgumentList = { "msbuild", "TokenPak.Gateway", "-getProperty:RestoreLockedMode", "-getProperty:NuGetLockFilePath" },
            Environment = { ["CI"] = "true" },
        };
        if (option.Length > 0) start.ArgumentList.Add(option);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    private static string LockFile(string folder) => Path.Combine(RepositoryTree.Root, folder, "packages.lock.json");

    private static string? Kind(JsonElement entry) => entry.GetProperty("type").GetString();

    private static List<(string Name, JsonElement Entry)> Packages(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(LockFile(folder)));
        return [.. document.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject().Select(package => (package.Name, package.Value.Clone())))];
    }
}
