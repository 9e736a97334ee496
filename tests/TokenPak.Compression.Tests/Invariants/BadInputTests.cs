using System.Text;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

/// <summary>Bodies that are broken, odd or hostile pass untouched; nothing is thrown.</summary>
public sealed class BadInputTests
{
    private static readonly PromptDialect[] Dialects =
        [PromptDialect.AnthropicMessages, PromptDialect.OpenAIChat, PromptDialect.OpenAIResponses, PromptDialect.GeminiGenerateContent];

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("{", "malformed")]
    [InlineData("[]", "shape")]
    [InlineData("null", "shape")]
    [InlineData("{\"messages\":[]} x", "malformed")]
    [InlineData("{\"messages\":[]}{}", "malformed")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},]}", "malformed")]
    [InlineData("{\"messages\":[], \"messages\":[]}", "duplicate")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}", "duplicate")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"role\":\"tool\",\"content\":\"a\"}]}", "duplicate")]
    [InlineData("{\"messages\":{}}", "shape")]
    [InlineData("{\"messages\":[1]}", "shape")]
    [InlineData("\uFEFF{\"messages\":[]}", "malformed")]
    [InlineData("{\"messages\":[{\"role\":\"\\ud800\",\"content\":\"a\"}]}", null)]
    [InlineData("{\"messages\":[{\"role\":[],\"content\":7}]}", null)]
    [InlineData("{\"messages\":[{}],\"n\":1e999999,\"m\":123456789012345678901234567890}", null)]
    [InlineData("{\"messages\":[{\"content\":[{\"type\":[]},7,null,[\"x\"],{\"type\":\"tool_result\"},{\"type\":\"text\",\"text\":{}}]}]}", null)]
    public void Compress_OddBody_PassesUntouched(string text, string? reason)
    {
        var body = Encoding.UTF8.GetBytes(text);

        var compiled = Compiled.Of(new() { Body = body, Dialect = PromptDialect.OpenAIChat, Provider = "openai" });
        var anthropic = Compiled.Of(new() { Body = body, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" });

        Assert.Equal(body, compiled.Bytes);
        Assert.Equal(body, anthropic.Bytes);
        if (reason is not null) Assert.Equal(reason, anthropic.Result.Untouched);
    }

    [Fact]
    public void Compress_InvalidUtf8_PassesUntouched()
    {
        byte[] body = [.. "{\"messages\":[{\"role\":\"user\",\"content\":\""u8, 0xC3, 0x28, .. "\"}]}"u8];

        Assert.Equal("malformed", Compiled.Of(new() { Body = body, Dialect = PromptDialect.OpenAIChat, Provider = "openai" }).Result.Untouched);
    }

    [Fact]
    public void Compress_LoneSurrogateInATextThatMayBeTouched_LeavesIt()
    {
        var body = Encoding.UTF8.GetString(new Conversation().Tool("get_orders", "{}", "LONE" + Texts.PrettyJson(30, 1)).Body());
        body = body.Replace("LONE", "\\udc00", StringComparison.Ordinal);

        var compiled = Compiled.Of(new() { Body = Encoding.UTF8.GetBytes(body), Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" });

        Assert.Null(compiled.Result.Untouched);
        Assert.Empty(compiled.Result.Splices);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(900)]
    public void Compress_DeepNesting_IsWalked(int depth)
    {
        var nested = string.Concat(Enumerable.Repeat("{\"a\":[", depth / 2)) + string.Concat(Enumerable.Repeat("]}", depth / 2));
        var body = Encoding.UTF8.GetBytes($"{{\"messages\":[],\"tools\":[{nested}]}}");

        Assert.Null(Compiled.Of(new() { Body = body, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" }).Result.Untouched);
    }

    [Fact]
    public void Compress_BottomlessNesting_PassesUntouched()
    {
        var body = Encoding.UTF8.GetBytes("{\"messages\":[],\"tools\":" + new string('[', 200_000));

        Assert.Equal("malformed", Compiled.Of(new() { Body = body, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" }).Result.Untouched);
    }

    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Compress_DamagedBody_NeverThrows(int seed)
    {
        var random = new Random(seed);
        foreach (var dialect in Dialects)
        {
            var body = new ConversationGenerator(seed).Generate(5).Body(dialect);
            for (var i = 0; i < 20; i++)
            {
                var damaged = body.ToArray();
                for (var hits = random.Next(1, 4); hits > 0; hits--) damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                if (random.Next(3) == 0) damaged = damaged[..random.Next(damaged.Length)];

                var compiled = Compiled.Of(new() { Body = damaged, Dialect = dialect, Provider = "x" });
                if (compiled.Result.Untouched is not null) Assert.Equal(damaged, compiled.Bytes);
            }
        }
    }

    [Fact]
    public void Compress_OtherDialects_AreNamedAsTheReason() =>
        Assert.Equal("dialect", Compiled.Of(new() { Body = "{}"u8.ToArray(), Dialect = PromptDialect.None, Provider = "x" }).Result.Untouched);
}
