using System.Diagnostics;
using TokenPak.Compiler.Vault.Files;
using TokenPak.TestKit.Products;

namespace TokenPak.Compiler.Tests.Vault;

public sealed class FileWalkerTests : IDisposable
{
    private static readonly string[] Patterns =
        ["*.log", "/build", "tmp/", "docs/**/draft.md", "!keep.log", "a?.txt", "[bc]*.md", "**/deep", "deep/**", "src/*.cs", "!src/Keep.cs", "*.t[xm]t", "x y.txt", "\\#odd", "# comment", "", "  ", "/*.md", "doc"];

    private static readonly string[] Names = ["a.log", "keep.log", "ab.txt", "b.md", "draft.md", "Keep.cs", "Other.cs", "x y.txt", "#odd", "doc"];
    private static readonly string[] Folders = ["", "build", "tmp", "docs", "docs/inner", "src", "deep", "src/deep", "src/deep/build", "doc.d/tmp"];

    private readonly VaultFolder _vault = new();

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    public void Dispose() => _vault.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Walk_RandomIgnoreFiles_FindsWhatGitDoes(int seed)
    {
        var random = new Random(seed);
        foreach (var folder in Folders)
        {
            foreach (var name in Names.Where(_ => random.Next(3) > 0)) _vault.Write(Path.Combine(folder, name), "text");
            if (folder.Length == 0 || random.Next(4) == 0) _vault.Write(Path.Combine(folder, ".gitignore"), string.Join('\n', Enumerable.Range(0, random.Next(1, 6)).Select(_ => Patterns[random.Next(Patterns.Length)])) + "\n");
        }

        Git("init", "-q");
        var expected = Git("-c", "core.quotePath=false", "ls-files", "-o", "--exclude-standard").Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);

        Assert.Equal(expected, Walk().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Walk_LinksInsideAndOut_AreNotFollowed()
    {
        using var outside = new TemporaryFolder();
        File.WriteAllText(Path.Combine(outside.Path, "secret.txt"), "not the user's choice");
        _vault.Write("real.md", "here");
        Directory.CreateSymbolicLink(Path.Combine(_vault.Root, "away"), outside.Path);
        File.CreateSymbolicLink(Path.Combine(_vault.Root, "alias.md"), Path.Combine(outside.Path, "secret.txt"));

        Assert.Equal(["real.md"], Walk());
        Assert.Empty(Walker().At("away/secret.txt"));
        Assert.Empty(Walker().At("alias.md"));
    }

    [Theory]
    [InlineData(".env")]
    [InlineData(".env.production")]
    [InlineData("id_rsa")]
    [InlineData("server.pem")]
    [InlineData("credentials.json")]
    [InlineData("prod.tfvars")]
    [InlineData("package-lock.json")]
    [InlineData("app.min.js")]
    [InlineData("node_modules/left/index.js")]
    [InlineData(".git/config")]
    [InlineData(".ssh/config")]
    public void Walk_SecretsAndWhatNoOneWrote_AreLeftOut(string path)
    {
        _vault.Write(path, "x");

        Assert.Empty(Walk());
        Assert.Empty(Walker().At(path));
    }

    [Fact]
    public void Walk_FilesOverTheLimitAndEmptyOnes_AreLeftOut()
    {
        _vault.Write("large.md", new string('x', 1025));
        _vault.Write("just.md", new string('x', 1024));
        _vault.Write("empty.md", "");

        Assert.Equal(["just.md"], new FileWalker(_vault.Root, 1024).Walk().Select(file => file.Path));
    }

    [Fact]
    public void At_AFolderBelowAnIgnoredOne_FindsNothing()
    {
        _vault.Write(".gitignore", "out/\n");
        _vault.Write("out/inner/kept.md", "x");
        _vault.Write("in/inner/kept.md", "x");

        Assert.Empty(Walker().At("out/inner"));
        Assert.Equal(["in/inner/kept.md"], Walker().At("in").Select(file => file.Path));
    }

    [Theory]
    [InlineData("key: sk-ant-api03-abcdefghijklmnopqrstuvwx", true)]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----", true)]
    [InlineData("ghp_0123456789abcdefghij0123456789abcdef", true)]
    [InlineData("export ANTHROPIC_API_KEY=sk-ant-…", false)]
    [InlineData("the private key is kept elsewhere", false)]
    public void HoldsSecret_ByShape_TellsKeysFromTalkOfThem(string text, bool expected) => Assert.Equal(expected, UnwantedFiles.HoldsSecret(text));

    [Fact]
    public void Decode_BinaryBytes_AreNoText()
    {
        Assert.Null(TextFile.Decode([0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 1]));
        Assert.Null(TextFile.Decode([0xC3, 0x28]));
        Assert.Equal("é", TextFile.Decode([0xEF, 0xBB, 0xBF, 0xC3, 0xA9]));
        Assert.Equal("é", TextFile.Decode([0xFF, 0xFE, 0xE9, 0x00]));
    }

    private FileWalker Walker() => new(_vault.Root, 1024 * 1024);

    private List<string> Walk() => [.. Walker().Walk().Select(file => file.Path)];

    private string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments) { WorkingDirectory = _vault.Root, RedirectStandardOutput = true };
        start.Environment["GIT_CONFIG_GLOBAL"] = "/dev/null";
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git does not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output;
    }
}
