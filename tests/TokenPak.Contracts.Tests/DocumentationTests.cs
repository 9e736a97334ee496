using System.Text.RegularExpressions;

namespace TokenPak.Contracts.Tests;

/// <summary>Pages point only at what exists.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages() =>
        [.. Directory.EnumerateFiles(RepositoryTree.Root, "*.md", SearchOption.AllDirectories)
            .Where(path => !path.Contains("node_modules", StringComparison.Ordinal) && !path.Contains("artifacts", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(RepositoryTree.Root, path))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_RelativeLinks_Exist(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryTree.Root, page))!;
        var broken = Link().Matches(Fence().Replace(File.ReadAllText(Path.Combine(RepositoryTree.Root, page)), ""))
            .Select(match => match.Groups[1].Value)
            .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#') && !target.StartsWith("mailto:", StringComparison.Ordinal))
            .Select(target => target.Split('#')[0])
            .Where(target => !Path.Exists(Path.Combine(folder, target)));
        Assert.Empty(broken);
    }

    [Fact]
    public void Readme_StaysUnder150Lines() => Assert.True(File.ReadLines(Path.Combine(RepositoryTree.Root, "README.md")).Count() < 150);

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    /// <summary>What stands in a block of code is shown, not followed.</summary>
    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
