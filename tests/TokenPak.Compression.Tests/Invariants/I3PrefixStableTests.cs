using TokenPak.Compression.Documents;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

public sealed class I3PrefixStableTests
{
    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Compress_GrowingConversation_KeepsTheBytesOfEveryEarlierBlock(int seed)
    {
        var conversation = new ConversationGenerator(seed).Generate(18);
        var random = new Random(seed);
        var cache = new MemoryDecisionCache();
        IReadOnlyList<CompiledBlock> previous = [];
        for (var turns = 1; turns <= conversation.Turns.Count; turns++)
        {
            // Markers move with every turn, and now and then the cache forgets.
            if (random.Next(4) == 0) cache.Entries.Clear();
            var compiled = Compiled.Of(conversation.Take(turns).Request(marker: random.Next(turns)), cache);

            for (var i = 0; i < previous.Count; i++) Assert.True(previous[i].After == compiled.Blocks[i].After, $"seed {seed}, turn {turns}, block {i} changed");
            previous = compiled.Blocks;
        }
    }

    [Theory]
    [MemberData(nameof(Seeds.Few), MemberType = typeof(Seeds))]
    public void Compress_Branch_ChangesNothingBeforeIt(int seed)
    {
        var conversation = new ConversationGenerator(seed).Generate(12);
        var branch = conversation.Take(8).User("No, do it otherwise.").Tool("bash", """{"command":"make test"}""", Texts.Report(30, seed));
        var cache = new MemoryDecisionCache();

        var one = Compiled.Of(conversation.Request(), cache);
        var other = Compiled.Of(branch.Request(), cache);

        var shared = Compiled.Of(conversation.Take(8).Request()).Blocks.Count;
        Assert.Equal(one.Blocks.Take(shared).Select(b => b.After), other.Blocks.Take(shared).Select(b => b.After));
    }

    [Fact]
    public void Compress_EscapesSpelledOtherwise_GivesTheSameText()
    {
        var plain = new Conversation().Tool("bash", """{"command":"make"}""", Texts.Report(20, 1) + "é").Tool("bash", """{"command":"make"}""", Texts.Report(20, 1) + "é").Body();
        var escaped = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(plain).Replace("é", "\\u00e9", StringComparison.Ordinal));

        var one = Compiled.Of(new() { Body = plain, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" });
        var other = Compiled.Of(new() { Body = escaped, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" });

        Assert.True(one.Saved > 0);
        Assert.Equal(one.Blocks.Select(b => b.After), other.Blocks.Select(b => b.After));
    }

    [Fact]
    public void Scan_CacheMarkers_AreNoInputOfHashes()
    {
        var conversation = new Conversation().User("hello").Tool("bash", """{"command":"ls"}""", "a\nb").User("and?");
        var without = PromptScanner.Scan(conversation.Body(), PromptDialect.AnthropicMessages, out _)!;
        var marked = PromptScanner.Scan(conversation.Body(marker: 1), PromptDialect.AnthropicMessages, out _)!;

        Assert.False(without.HasCacheMarker);
        Assert.True(marked.HasCacheMarker);
        Assert.Equal(without.Blocks.ToArray().Select(b => b.ChainHash), marked.Blocks.ToArray().Select(b => b.ChainHash));
    }

    [Fact]
    public void Scan_CacheMarkerInTools_IsNoInputOfHashes()
    {
        const string Plain = """{"tools":[{"name":"a","input_schema":{"type":"object"}}],"messages":[]}""";
        const string Marked = """{"tools":[{"name":"a","cache_control":{"type":"ephemeral"},"input_schema":{"type":"object"}}],"messages":[]}""";

        var plain = PromptScanner.Scan(System.Text.Encoding.UTF8.GetBytes(Plain), PromptDialect.AnthropicMessages, out _)!;
        var marked = PromptScanner.Scan(System.Text.Encoding.UTF8.GetBytes(Marked), PromptDialect.AnthropicMessages, out _)!;

        Assert.Equal(plain.Blocks[0].ChainHash, marked.Blocks[0].ChainHash);
        Assert.True(marked.HasCacheMarker);
    }
}
