using Microsoft.Extensions.Time.Testing;
using TokenPak.Compiler.Vault;
using TokenPak.Compiler.Vault.Files;
using TokenPak.Compiler.Vault.Indexing;
using TokenPak.Compression.Tokens;

namespace TokenPak.Compiler.Tests.Vault;

public sealed class VaultIndexTests : IDisposable
{
    private readonly VaultFolder _vault = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly VaultIndex _index;
    private readonly VaultIndexer _indexer;

    public VaultIndexTests()
    {
        _index = VaultIndex.Open(_vault.Index) ?? throw new InvalidOperationException("The index is locked.");
        var walker = new FileWalker(_vault.Root, 1024 * 1024);
        _indexer = new VaultIndexer(_index, walker, new FileReader(_vault.Root, TokenCounter.For(TokenEncoding.O200kBase)), new VaultOptions { RetentionHours = 24 }, _time);
    }

    public void Dispose()
    {
        _index.Dispose();
        _vault.Dispose();
    }

    [Theory]
    [InlineData("getUserById")]
    [InlineData("get_user_by_id")]
    [InlineData("how do I get a user by its id?")]
    [InlineData("services/accounts")]
    public void Search_IdentifierOrItsWordsOrItsPath_FindsTheFunction(string query)
    {
        _vault.Write("services/accounts.ts", "export function getUserById(id: string) {\n  return table.find(id);\n}\n");
        _vault.Write("other.ts", "export function closeWindow() {\n  return 0;\n}\n");
        Scan();

        Assert.Equal("services/accounts.ts:1-3", _index.Search(query, 5)[0].Chunk.Citation);
    }

    [Fact]
    public void Scan_Unchanged_ReadsNothingAgain()
    {
        _vault.Write("a.md", "apples");
        _vault.Write("b.md", "bananas");

        Assert.Equal(2, Scan().Changed);
        Assert.Equal(0, Scan().Changed);
        _vault.Write("a.md", "avocados, and more of them");
        Assert.Equal(1, Scan().Changed);
    }

    [Fact]
    public void Scan_FileGone_IsNotFoundAnyMoreButStillFetchedUntilForgotten()
    {
        var path = _vault.Write("a.md", "a word like zebra");
        Scan();
        var id = _index.Search("zebra", 1)[0].Chunk.Id;
        File.Delete(path);

        Assert.Equal(1, Scan().Removed);
        Assert.Empty(_index.Search("zebra", 1));
        Assert.Equal("a word like zebra", _index.Find(id)?.Text);

        _time.Advance(TimeSpan.FromHours(25));
        Scan();
        Assert.Null(_index.Find(id));
    }

    [Fact]
    public void Refresh_ChangedFile_ShowsTheNewAndKeepsTheOldById()
    {
        _vault.Write("a.md", "about zebras");
        Scan();
        var old = _index.Search("zebras", 1)[0].Chunk.Id;
        _vault.Write("a.md", "about quaggas");

        Assert.Equal(1, _indexer.Refresh(["a.md"], default));

        Assert.Empty(_index.Search("zebras", 1));
        Assert.Equal("about quaggas", _index.Search("quaggas", 1)[0].Chunk.Text);
        Assert.Equal("about zebras", _index.Find(old)?.Text);
    }

    [Fact]
    public void Refresh_TextThatComesBack_IsFoundAgainUnderItsId()
    {
        _vault.Write("a.md", "about zebras");
        Scan();
        var id = _index.Search("zebras", 1)[0].Chunk.Id;
        _vault.Write("a.md", "about quaggas");
        _indexer.Refresh(["a.md"], default);
        _vault.Write("a.md", "about zebras");
        _indexer.Refresh(["a.md"], default);

        Assert.Equal(id, Assert.Single(_index.Search("zebras", 5)).Chunk.Id);
    }

    [Fact]
    public void Open_AfterACommit_KnowsItsFiles()
    {
        _vault.Write("a.md", "about zebras");
        Scan();
        _index.Dispose();

        using var again = VaultIndex.Open(_vault.Index);

        Assert.Equal("about zebras", again?.Search("zebras", 1)[0].Chunk.Text);
        Assert.Equal(["a.md"], again?.Files.Keys);
    }

    [Fact]
    public void Open_WhileAnotherWrites_IsRefused() => Assert.Null(VaultIndex.Open(_vault.Index));

    [Fact]
    public void Search_SameWordsInSmallAndLargeVaults_ScoreAlike()
    {
        for (var i = 0; i < 30; i++) _vault.Write($"noise{i}.md", $"nothing to see in number{i}");
        _vault.Write("a.md", "a zebra crossing nearby");
        Scan();
        var small = _index.Search("zebra crossing", 1)[0].Score;
        for (var i = 0; i < 600; i++) _vault.Write($"more{i}.md", $"nothing to see in number{i}x");
        Scan();

        Assert.InRange(_index.Search("zebra crossing", 1)[0].Score / small, 0.9, 1.1);
    }

    [Fact]
    public void Scan_BinaryAndSecretFiles_HaveNoChunks()
    {
        File.WriteAllBytes(Path.Combine(_vault.Root, "image.bin"), [1, 2, 0, 3]);
        _vault.Write("notes.md", "my key is sk-ant-api03-abcdefghijklmnopqrstuvwx");

        var summary = Scan();

        Assert.Equal((2, 2, 0L), (summary.Files, summary.Empty, summary.Chunks));
    }

    private IndexingSummary Scan() => _indexer.Scan(null, default);
}
