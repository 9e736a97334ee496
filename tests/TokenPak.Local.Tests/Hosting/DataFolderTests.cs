using TokenPak.Local.Hosting;
using TokenPak.TestKit.Products;

namespace TokenPak.Local.Tests.Hosting;

public sealed class DataFolderTests
{
    [Fact]
    public void HashKey_IsTheSameAtTheNextStart()
    {
        using var temporary = new TemporaryFolder();
        var first = DataFolder.At(temporary.Path).HashKey();
        Assert.Equal(64, first.Length);
        Assert.Equal(first, DataFolder.At(temporary.Path).HashKey());
    }

    [Fact]
    public async Task HashKey_TwoStartsAtOnce_Agree()
    {
        using var temporary = new TemporaryFolder();
        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => DataFolder.At(temporary.Path).HashKey())));
        Assert.Single(keys.Distinct());
        Assert.Equal(keys[0], DataFolder.At(temporary.Path).HashKey());
    }

    [Fact]
    public void Create_PathIsAFile_SaysSo()
    {
        using var temporary = new TemporaryFolder();
        var file = Path.Combine(temporary.Path, "file");
        File.WriteAllText(file, "");
        var e = Assert.Throws<StartupException>(() => DataFolder.At(file).Create());
        Assert.Contains(file, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:8766", "127.0.0.1:8766")]
    [InlineData("http://[::]:8766", "127.0.0.1:8766")]
    [InlineData("http://0.0.0.0:1", "127.0.0.1:1")]
    [InlineData("http://*:80", "127.0.0.1:80")]
    [InlineData("http://[::1]:5", "[::1]:5")]
    [InlineData("http://localhost:9", "127.0.0.1:9")]
    public void OwnAddress_IsOneToConnectTo(string bound, string expected)
    {
        Assert.True(OwnAddress.TryParse(bound, out var endpoint));
        Assert.Equal(expected, endpoint.ToString());
    }
}
