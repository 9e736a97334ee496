using TokenPak.Compression.Documents;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

public sealed class I2NeverGrowsTests
{
    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Compress_AnyConversation_EveryReplacementWinsByTheMargin(int seed)
    {
        var compiled = Compiled.Of(new ConversationGenerator(seed).Generate(16).Request());

        var counter = Compiled.Engine.Counter;
        foreach (var block in compiled.Blocks.Where(b => b.Before != b.After))
        {
            var (before, after) = (counter.Count(block.Before), counter.Count(block.After));
            Assert.True(before >= 64, $"seed {seed}: a block of {before} tokens was touched");
            Assert.True(before - after >= 8 && (before - after) * 100 >= before * 3, $"seed {seed}: {before} -> {after}");
        }
    }

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Compress_AnyConversation_FiguresAddUp(int seed)
    {
        var compiled = Compiled.Of(new ConversationGenerator(seed).Generate(16).Request(PromptDialect.OpenAIChat));

        Assert.Equal(compiled.Saved, compiled.Result.Splices.Sum(s => s.TokensRemoved));
        Assert.Equal(compiled.Saved, compiled.Result.Stages.Sum(s => s.TokensSaved));
        var counter = Compiled.Engine.Counter;
        var after = compiled.Blocks.Where(b => b.Block.Kind != BlockKind.Opaque).Sum(b => counter.Count(b.After));
        Assert.Equal(after, compiled.Result.TokensAfter);
    }

    [Fact]
    public void Compress_SplicePositions_AreCompiledTokensBeforeTheBlock()
    {
        var conversation = new Conversation().User("go").Tool("get_orders", "{}", Texts.PrettyJson(30, 1)).Tool("get_orders", "{\"page\":2}", Texts.PrettyJson(30, 2));

        var compiled = Compiled.Of(conversation.Request());

        var counter = Compiled.Engine.Counter;
        Assert.Equal(2, compiled.Result.Splices.Count);
        foreach (var splice in compiled.Result.Splices)
        {
            var before = compiled.Blocks.TakeWhile(b => b.Block.Range.Start != splice.Offset).Sum(b => counter.Count(b.After));
            Assert.Equal(before, splice.CompiledTokenOffset);
        }

        Assert.Equal([false, true], compiled.Result.Splices.Select(s => s.IsNew));
    }

    [Fact]
    public void Compress_SmallBlocks_AreLeftAlone()
    {
        var compiled = Compiled.Of(new Conversation().Tool("get_orders", "{}", "{\n    \"a\": 1,\n    \"b\": 2,\n    \"c\": [ 1, 2, 3 ]\n}").Request());

        Assert.Empty(compiled.Result.Splices);
    }
}
