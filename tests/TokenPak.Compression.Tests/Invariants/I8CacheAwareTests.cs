using TokenPak.Compression.Documents;
using TokenPak.Compression.ProviderCaches;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

public sealed class I8CacheAwareTests
{
    [Theory]
    [InlineData(PromptDialect.AnthropicMessages, "anthropic", "claude-haiku-4-5", 4096)]
    [InlineData(PromptDialect.OpenAIChat, "openai", "gpt-5", 1024)]
    [InlineData(PromptDialect.OpenAIResponses, "chatgpt", "gpt-5-codex", 1024)]
    [InlineData(PromptDialect.GeminiGenerateContent, "google", "gemini-2.5-pro", 4096)]
    public void Compress_UnderTheMinimum_LeavesBlocksAlone(PromptDialect dialect, string provider, string model, int minimum)
    {
        var conversation = new Conversation { Model = model };
        for (var i = 0; i < 14; i++) conversation.Tool("get_orders", $$"""{"page":{{i}}}""", Texts.PrettyJson(14, i));

        var compiled = Compiled.Of(conversation.Request(dialect, marker: 13, provider: provider) with { Model = model });

        Assert.NotEmpty(compiled.Result.Splices);
        Assert.All(compiled.Result.Splices, s => Assert.True(s.CompiledTokenOffset >= minimum));
        Assert.True(compiled.Result.Splices[0].CompiledTokenOffset < minimum + 1200, "compilation starts as soon as it may");
    }

    [Fact]
    public void Compress_AnthropicWithoutMarkers_CompilesFromTheStart()
    {
        var conversation = new Conversation().Tool("get_orders", "{}", Texts.PrettyJson(20, 1));

        Assert.NotEmpty(Compiled.Of(conversation.Request()).Result.Splices);
        Assert.Empty(Compiled.Of(conversation.Request(marker: 0)).Result.Splices);
    }

    [Fact]
    public void Compress_WhereTheCacheIsCountedInSteps_TheFirstReplacementSavesMostOfAStep()
    {
        var conversation = new Conversation { Model = "claude-sonnet-5", System = Texts.Report(80, 1) };
        for (var i = 0; i < 4; i++) conversation.Tool("get_orders", $$"""{"page":{{i}}}""", Texts.PrettyJson(3, i));
        conversation.Tool("get_orders", """{"page":9}""", Texts.PrettyJson(20, 9)).Tool("get_orders", """{"page":10}""", Texts.PrettyJson(3, 10));

        var inSteps = Compiled.Of(conversation.Request(PromptDialect.OpenAIChat, provider: "openai")).Result.Splices;
        var exact = Compiled.Of(conversation.Request(marker: 5)).Result.Splices;

        Assert.True(exact.Count > inSteps.Count);
        Assert.True(inSteps[0].TokensRemoved >= 96, $"the first saves {inSteps[0].TokensRemoved}");
        Assert.Contains(inSteps.Skip(1), s => s.TokensRemoved < 96);
    }

    [Theory]
    [InlineData("""{"cache_control":{"type":"ephemeral"},"messages":[]}""")]
    [InlineData("""{"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}],"messages":[]}""")]
    [InlineData("""{"tools":[{"name":"t","cache_control":{"type":"ephemeral"}}],"messages":[]}""")]
    [InlineData("""{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"AA"},"cache_control":{"type":"ephemeral"}}]}]}""")]
    public void Scan_MarkerAnywhere_IsSeen(string body) =>
        Assert.True(PromptScanner.Scan(System.Text.Encoding.UTF8.GetBytes(body), PromptDialect.AnthropicMessages, out _)?.HasCacheMarker);

    [Fact]
    public void Scan_WordsAboutMarkers_AreNoMarker() =>
        Assert.False(PromptScanner.Scan(
            """{"messages":[{"role":"user","content":"what does \"cache_control\": {} do?"}],"metadata":{"user_id":"cache_control"}}"""u8,
            PromptDialect.AnthropicMessages, out _)?.HasCacheMarker);

    [Theory]
    [InlineData("anthropic", "claude-opus-4-5-20251101", 4096)]
    [InlineData("anthropic", "claude-sonnet-4-20250514", 1024)]
    [InlineData("anthropic", "claude-3-5-haiku-20241022", 2048)]
    [InlineData("anthropic", "claude-of-tomorrow", 4096)]
    [InlineData("openai", "gpt-5", 1024)]
    [InlineData("azure", null, 1024)]
    [InlineData("google", "models/gemini-2.5-flash", 1024)]
    [InlineData("google", "gemini-2.5-pro", 4096)]
    public void Rules_KnownModels_HaveTheirMinimum(string provider, string? model, int minimum) =>
        Assert.Equal(minimum, CacheRules.For(provider, model).Minimum);

    [Fact]
    public void Rules_EveryRow_SaysWhereAndWhenItWasRead() => Assert.All(CacheRules.All, r =>
    {
        Assert.NotEmpty(r.Source);
        Assert.True(DateOnly.TryParseExact(r.Read, "yyyy-MM-dd", out _));
        Assert.True(r.Minimum > 0 && r.Increment > 0);
    });
}
