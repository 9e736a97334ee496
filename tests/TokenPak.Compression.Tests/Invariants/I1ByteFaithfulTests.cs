using TokenPak.Compression.Documents;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Compression.Tests.Invariants;

public sealed class I1ByteFaithfulTests
{
    [Theory]
    [MemberData(nameof(Seeds.Some), MemberType = typeof(Seeds))]
    public void Compress_AnyConversation_ChangesNothingOutsideTouchableStrings(int seed)
    {
        var conversation = new ConversationGenerator(seed).Generate(14);
        foreach (var dialect in new[] { PromptDialect.AnthropicMessages, PromptDialect.OpenAIChat, PromptDialect.OpenAIResponses, PromptDialect.GeminiGenerateContent })
        {
            var compiled = Compiled.Of(conversation.Request(dialect));

            Assert.Null(compiled.Result.Untouched);
            using var json = compiled.Parse();
            var end = 0;
            foreach (var splice in compiled.Result.Splices)
            {
                Assert.True(splice.Offset >= end, $"seed {seed}: splices overlap");
                end = splice.Offset + splice.Length;
                Assert.Contains(compiled.Touchable, b => b.Block.Range.Start == splice.Offset && b.Block.Range.Length == splice.Length);
            }

            foreach (var block in compiled.Blocks.Where(b => !b.Block.Touchable)) Assert.Equal(block.Before, block.After);
        }
    }

    [Fact]
    public void Compress_OddSpellings_StayAsTheyAre()
    {
        var body = """
            { "max_tokens" : 1.0e2,  "x":9007199254740993, "model":"claude-\u0073onnet-4-5",
              "messages":[ {"content":[{"tool_use_id":"a","content":"JSON","type":"tool_result", "cache_control" : {"type":"ephemeral"} }],"role":"user" } ], "unknown":{"a":[1,2,{}]} }
            """.Replace("JSON", System.Text.Json.JsonEncodedText.Encode(Texts.PrettyJson(40, 1)).ToString(), StringComparison.Ordinal);
        body = body.Replace("\"messages\":[", "\"messages\":[{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"get_orders\",\"input\":{}}]},", StringComparison.Ordinal);
        var bytes = System.Text.Encoding.UTF8.GetBytes(body.Replace(", \"cache_control\" : {\"type\":\"ephemeral\"}", "", StringComparison.Ordinal));

        var compiled = Compiled.Of(new() { Body = bytes, Dialect = PromptDialect.AnthropicMessages, Provider = "anthropic" });

        var splice = Assert.Single(compiled.Result.Splices);
        Assert.Equal(bytes[..splice.Offset], compiled.Bytes[..splice.Offset]);
        Assert.Equal(bytes[(splice.Offset + splice.Length)..], compiled.Bytes[(splice.Offset + splice.Replacement.Length)..]);
    }

    [Fact]
    public void Compress_NonAsciiText_IsNotEscaped()
    {
        var json = Texts.PrettyJson(30, 2).Replace("tab\\tquote\\\" é", "a+b 'c' <d> & é 漢字 👍🏽", StringComparison.Ordinal);

        var compiled = Compiled.Of(new Conversation().Tool("get_orders", "{}", json).Request());

        var sent = System.Text.Encoding.UTF8.GetString(Assert.Single(compiled.Result.Splices).Replacement.Span);
        Assert.Contains("a+b 'c' <d> & é 漢字 👍🏽", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("\\u", sent, StringComparison.Ordinal);
    }
}
