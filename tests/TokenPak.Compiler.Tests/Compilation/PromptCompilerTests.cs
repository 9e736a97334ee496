using Microsoft.Extensions.Options;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Tests.Compilation;

public sealed class PromptCompilerTests
{
    [Fact]
    public async Task Compile_Twice_SecondComesFromTheCache()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var body = Bodies.Chat(3);

        var cold = await compiler.Compiler.CompileAsync(Bodies.Request(body), default);
        var warm = await compiler.Compiler.CompileAsync(Bodies.Request(body), default);
        var status = await compiler.Compiler.GetStatusAsync(default);

        Assert.Equal((0, 3), (cold.CacheHits, cold.CacheMisses));
        Assert.Equal((3, 0), (warm.CacheHits, warm.CacheMisses));
        Assert.Equal(Bodies.Apply(body, cold), Bodies.Apply(body, warm));
        Assert.Equal(cold.TokensBefore - cold.TokensAfter, cold.Stages.Sum(s => s.TokensSaved));
        Assert.Equal("o200k_base", cold.Tokenizer);
        Assert.Equal(cold.PolicyId, status.PolicyId);
        Assert.True(status.Entries > 0 && status.Bytes > 0 && status.CacheHits > 0);
        Assert.Null(status.SecondLevelAvailable);
    }

    [Fact]
    public async Task Compile_OtherTenant_SharesNothing()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var body = Bodies.Chat(3);

        await compiler.Compiler.CompileAsync(Bodies.Request(body), default);
        var other = await compiler.Compiler.CompileAsync(Bodies.Request(body, "other"), default);

        Assert.Equal(0, other.CacheHits);
    }

    [Theory]
    [InlineData(ApiDialect.None, "dialect")]
    [InlineData(ApiDialect.OpenAIEmbeddings, "dialect")]
    [InlineData(ApiDialect.AnthropicMessages, null)]
    public async Task Compile_OtherDialects_SayWhyTheyPass(ApiDialect dialect, string? reason)
    {
        await using var compiler = await CompilerUnderTest.StartAsync();

        var result = await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(1)) with { Dialect = dialect }, default);

        Assert.Equal(reason, result.BypassReason);
    }

    [Fact]
    public async Task Compile_SameOutputAgain_CountsARepeat()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var once = Bodies.Chat(1);
        var text = System.Text.Encoding.UTF8.GetString(once);
        var at = text.IndexOf("{\"role\":\"assistant\"", StringComparison.Ordinal);
        var twice = text[..^2] + "," + text[at..^2].Replace("c0", "c1", StringComparison.Ordinal) + "]}";

        await compiler.Compiler.CompileAsync(Bodies.Request(System.Text.Encoding.UTF8.GetBytes(twice)), default);

        Assert.Equal(1, (await compiler.Compiler.GetStatusAsync(default)).RepeatHits);
    }

    [Fact]
    public async Task CountTokens_OfText_UsesTheRealEncoding()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();

        Assert.Equal(6, await compiler.Compiler.CountTokensAsync("tiktoken is great!"u8.ToArray(), default));
    }

    [Fact]
    public async Task Start_WithASettingOutOfRange_SaysWhich()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => CompilerUnderTest.StartAsync(("TokenPak:Compiler:CacheMegabytes", "0")));

        Assert.Contains("CacheMegabytes", failure.Message, StringComparison.Ordinal);
    }
}
