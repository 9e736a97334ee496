using System.Text.Json;
using TokenPak.Local.Demo.StandIn;

namespace TokenPak.Local.Tests.Demo;

/// <summary>The stand-in bills as Anthropic's published cache rules say.</summary>
public sealed class PromptCacheTests
{
    [Fact]
    public void FirstPrompt_WritesThroughItsLastMarker_AndTheRestIsInput() =>
        Assert.Equal(new PromptUsage(50, 1200, 0), Bill(new PromptCache(1024), [Block("a", 1100), Block("b", 100, marked: true), Block("c", 50)]));

    [Fact]
    public void NextTurn_ReadsWhatWasWritten_AndWritesWhatIsNew()
    {
        var cache = new PromptCache(1024);
        Bill(cache, [Block("a", 1200, marked: true)]);
        Assert.Equal(new PromptUsage(0, 300, 1200), Bill(cache, [Block("a", 1200), Block("b", 100), Block("c", 200, marked: true)]));
    }

    [Fact]
    public void UnderTheMinimum_NothingIsCached()
    {
        var cache = new PromptCache(1024);
        Assert.Equal(new PromptUsage(1000, 0, 0), Bill(cache, [Block("a", 1000, marked: true)]));
        Assert.Equal(new PromptUsage(1000, 0, 0), Bill(cache, [Block("a", 1000, marked: true)]));
    }

    [Fact]
    public void NoMarker_NothingIsCached() => Assert.Equal(new PromptUsage(5000, 0, 0), Bill(new PromptCache(1024), [Block("a", 5000)]));

    [Fact]
    public void ChangedByteInThePrefix_IsWrittenAnew()
    {
        var cache = new PromptCache(1024);
        Bill(cache, [Block("a", 1200), Block("b", 100, marked: true)]);
        Assert.Equal(new PromptUsage(0, 1300, 0), Bill(cache, [Block("A", 1200), Block("b", 100, marked: true)]));
    }

    [Fact]
    public void EntryFurtherBackThanTwentyBlocks_IsNotFound()
    {
        var cache = new PromptCache(1024);
        Bill(cache, [Block("a", 1200, marked: true)]);
        var blocks = Enumerable.Range(0, 19).Select(i => Block($"b{i}", 10)).Prepend(Block("a", 1200)).ToList();
        Assert.Equal(1200, Bill(cache, [.. blocks[..^1], Block("b18", 10, marked: true)]).CacheRead);

        var other = new PromptCache(1024);
        Bill(other, [Block("a", 1200, marked: true)]);
        Assert.Equal(0, Bill(other, [.. blocks, Block("b19", 10, marked: true)]).CacheRead);
    }

    [Fact]
    public void Marker_IsNoPartOfThePrefix()
    {
        using var marked = JsonDocument.Parse("""{"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],"messages":[{"role":"user","content":"x"}]}""");
        using var bare = JsonDocument.Parse("""{"system":[{"type":"text","text":"s"}],"messages":[{"role":"user","content":"x"}]}""");
        Assert.Equal(PromptBlock.Read(bare.RootElement).Select(b => b.PrefixHash), PromptBlock.Read(marked.RootElement).Select(b => b.PrefixHash));
        Assert.Equal([true, false], PromptBlock.Read(marked.RootElement).Select(b => b.IsMarked));
    }

    private static PromptUsage Bill(PromptCache cache, IReadOnlyList<(string Text, int Tokens, bool Marked)> blocks)
    {
        var prefix = "";
        return cache.Bill([.. blocks.Select(b => new PromptBlock(b.Text, prefix += "/" + b.Text, b.Marked))], [.. blocks.Select(b => b.Tokens)]);
    }

    private static (string Text, int Tokens, bool Marked) Block(string text, int tokens, bool marked = false) => (text, tokens, marked);
}
