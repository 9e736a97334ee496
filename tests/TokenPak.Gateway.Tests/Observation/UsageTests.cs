using System.Text;
using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Observation;

namespace TokenPak.Gateway.Tests.Observation;

/// <summary>Every documented usage shape, whole, byte by byte and in random pieces: the answer is the same.</summary>
public sealed class UsageTests
{
    private static readonly Dictionary<string, (string Provider, ApiDialect Dialect, string Type, string Body, TokenUsage? Usage, string? Stop, string? Model)> Shapes = new()
    {
        ["anthropic json"] = (ProviderNames.Anthropic, ApiDialect.AnthropicMessages, "application/json",
            """{"model":"claude-haiku-4-5-20251001","id":"msg_1","type":"message","content":[{"type":"text","text":"usage {\"input_tokens\": 99} \\ \" ]}"}],"stop_reason":"end_turn","usage":{"input_tokens":31,"cache_creation_input_tokens":512,"cache_read_input_tokens":2048,"cache_creation":{"ephemeral_5m_input_tokens":384,"ephemeral_1h_input_tokens":128},"output_tokens":17,"service_tier":"standard"}}""",
            new TokenUsage { UncachedInputTokens = 31, CacheReadTokens = 2048, CacheCreationTokens = 512, CacheCreation1hTokens = 128, OutputTokens = 17, ServiceTier = "standard" }, "end_turn", "claude-haiku-4-5-20251001"),
        ["anthropic stream"] = (ProviderNames.Anthropic, ApiDialect.AnthropicMessages, "text/event-stream; charset=utf-8",
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"claude-x\",\"content\":[],\"usage\":{\"input_tokens\":25,\"cache_read_input_tokens\":3,\"cache_creation_input_tokens\":4,\"output_tokens\":1}}}\n\n" +
            "event: ping\ndata: {\"type\": \"ping\"}\n\nevent: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"é✓😀 data: {\\\"usage\\\"\"}}\n\n" +
            "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
            new TokenUsage { UncachedInputTokens = 25, CacheReadTokens = 3, CacheCreationTokens = 4, OutputTokens = 15 }, "tool_use", "claude-x"),
        ["anthropic stream cut off"] = (ProviderNames.Anthropic, ApiDialect.AnthropicMessages, "text/event-stream",
            "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"claude-x\",\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\nevent: content_block_delta\ndata: {\"type\":\"content_blo",
            new TokenUsage { UncachedInputTokens = 25 }, null, "claude-x"),
        ["openai json"] = (ProviderNames.OpenAI, ApiDialect.OpenAIChat, "application/json",
            """{"id":"chatcmpl-1","object":"chat.completion","model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":"hi","annotations":[[],{}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,"prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":7},"completion_tokens_details":{"reasoning_tokens":64,"audio_tokens":5}},"service_tier":"default"}""",
            new TokenUsage { UncachedInputTokens = 86, CacheReadTokens = 1920, OutputTokens = 300, ReasoningTokens = 64, AudioInputTokens = 7, AudioOutputTokens = 5, ServiceTier = "default" }, "stop", "gpt-4o-2024-08-06"),
        ["openai json with cache writes"] = (ProviderNames.OpenAI, ApiDialect.OpenAIChat, "application/json",
            """{"model":"gpt-5.6","choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":5000,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":3000,"cache_write_tokens":1500}}}""",
            new TokenUsage { UncachedInputTokens = 500, CacheReadTokens = 3000, CacheCreationTokens = 1500, OutputTokens = 3 }, "stop", "gpt-5.6"),
        ["xai, reasoning beside the output"] = (ProviderNames.OpenAI, ApiDialect.OpenAIChat, "application/json",
            """{"model":"grok-4-fast","choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":2640,"completion_tokens":182,"total_tokens":3494,"prompt_tokens_details":{"text_tokens":2640,"audio_tokens":0,"image_tokens":0,"cached_tokens":473},"completion_tokens_details":{"reasoning_tokens":672,"audio_tokens":0}}}""",
            new TokenUsage { UncachedInputTokens = 2167, CacheReadTokens = 473, OutputTokens = 854, ReasoningTokens = 672, AudioInputTokens = 0, AudioOutputTokens = 0 }, "stop", "grok-4-fast"),
        ["xai, cached beside the prompt"] = (ProviderNames.OpenAI, ApiDialect.OpenAIChat, "application/json",
            """{"model":"grok-4-1-fast-non-reasoning","choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":4142,"completion_tokens":10,"prompt_tokens_details":{"cached_tokens":4328}}}""",
            new TokenUsage { UncachedInputTokens = 4142, CacheReadTokens = 4328, OutputTokens = 10 }, "stop", "grok-4-1-fast-non-reasoning"),
        ["openai stream, CRLF"] = (ProviderNames.OpenAI, ApiDialect.OpenAIChat, "text/event-stream",
            ": keep-alive\r\n\r\ndata: {\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hé\"},\"finish_reason\":null}],\"usage\":null}\r\n\r\n" +
            "data: {\"model\":\"gpt-4o\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"length\"}],\"usage\":null}\r\n\r\n" +
            "data: {\"model\":\"gpt-4o\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":12}}\r\n\r\ndata: [DONE]\r\n\r\n",
            new TokenUsage { UncachedInputTokens = 9, OutputTokens = 12 }, "length", "gpt-4o"),
        ["openai stream without usage"] = (ProviderNames.OpenAI, ApiDialect.OpenAIChat, "text/event-stream",
            "data: {\"model\":\"gpt-4o\",\"choices\":[{\"delta\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n", null, "stop", "gpt-4o"),
        ["responses json"] = (ProviderNames.OpenAI, ApiDialect.OpenAIResponses, "application/json",
            """{"id":"resp_1","object":"response","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"gpt-5","output":[{"type":"message","content":[{"type":"output_text","text":"…"}]}],"usage":{"input_tokens":36,"input_tokens_details":{"cached_tokens":10},"output_tokens":87,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":123}}""",
            new TokenUsage { UncachedInputTokens = 26, CacheReadTokens = 10, OutputTokens = 87, ReasoningTokens = 5 }, "max_output_tokens", "gpt-5"),
        ["responses stream"] = (ProviderNames.OpenAI, ApiDialect.OpenAIResponses, "text/event-stream",
            "event: response.created\ndata: {\"type\":\"response.created\",\"response\":{\"model\":\"gpt-5\",\"status\":\"in_progress\",\"usage\":null}}\n\nevent: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"Hi\"}\n\n" +
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"model\":\"gpt-5\",\"status\":\"completed\",\"incomplete_details\":null,\"usage\":{\"input_tokens\":37,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":11,\"output_tokens_details\":{\"reasoning_tokens\":0}}}}\n\n",
            new TokenUsage { UncachedInputTokens = 37, CacheReadTokens = 0, OutputTokens = 11, ReasoningTokens = 0 }, "completed", "gpt-5"),
        ["responses stream with cache writes"] = (ProviderNames.OpenAI, ApiDialect.OpenAIResponses, "text/event-stream",
            "event: response.completed\ndata: {\"type\":\"response.completed\",\"response\":{\"model\":\"gpt-5.6\",\"status\":\"completed\",\"usage\":{\"input_tokens\":5000,\"input_tokens_details\":{\"cached_tokens\":3000,\"cache_write_tokens\":1500},\"output_tokens\":3}}}\n\n",
            new TokenUsage { UncachedInputTokens = 500, CacheReadTokens = 3000, CacheCreationTokens = 1500, OutputTokens = 3 }, "completed", "gpt-5.6"),
        ["embeddings"] = (ProviderNames.OpenAI, ApiDialect.OpenAIEmbeddings, "application/json",
            """{"object":"list","data":[{"object":"embedding","embedding":[0.0023064255,-0.009327292,1e-05],"index":0}],"model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}""",
            new TokenUsage { UncachedInputTokens = 8 }, null, "text-embedding-3-small"),
        ["gemini json"] = (ProviderNames.Google, ApiDialect.GeminiGenerateContent, "application/json; charset=UTF-8",
            """{"candidates":[{"content":{"parts":[{"text":"hi"}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":100,"cachedContentTokenCount":40,"candidatesTokenCount":10,"thoughtsTokenCount":25,"toolUsePromptTokenCount":6,"totalTokenCount":141,"promptTokensDetails":[{"modality":"TEXT","tokenCount":90},{"modality":"AUDIO","tokenCount":10}]},"modelVersion":"gemini-2.5-flash"}""",
            new TokenUsage { UncachedInputTokens = 66, CacheReadTokens = 40, OutputTokens = 35, ReasoningTokens = 25, AudioInputTokens = 10 }, "STOP", "gemini-2.5-flash"),
        ["gemini array"] = (ProviderNames.Google, ApiDialect.GeminiGenerateContent, "application/json",
            """
            [{"candidates":[{"content":{"parts":[{"text":"h"}]}}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":1},"modelVersion":"gemini-2.5-pro"}
            ,
            {"candidates":[{"content":{"parts":[{"text":"i"}]},"finishReason":"MAX_TOKENS"}],"usageMetadata":{"promptTokenCount":5,"candidatesTokenCount":2},"modelVersion":"gemini-2.5-pro"}]
            """,
            new TokenUsage { UncachedInputTokens = 5, OutputTokens = 2 }, "MAX_TOKENS", "gemini-2.5-pro"),
        ["gemini stream"] = (ProviderNames.Google, ApiDialect.GeminiGenerateContent, "text/event-stream",
            "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"h\"}]}}],\"usageMetadata\":{\"promptTokenCount\":5},\"modelVersion\":\"gemini-2.5-pro\"}\r\n\r\ndata: {\"candidates\":[{\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":5,\"candidatesTokenCount\":3},\"modelVersion\":\"gemini-2.5-pro\"}\r\n\r\n",
            new TokenUsage { UncachedInputTokens = 5, OutputTokens = 3 }, "STOP", "gemini-2.5-pro"),
        ["spaced out"] = (ProviderNames.OpenAI, ApiDialect.OpenAIChat, "application/json",
            "\n{ \"usage\" :\t{ \"prompt_tokens\" : 3 , \"completion_tokens\" : 4\n} , \"model\" : \"m\\u00e9\" }\n", new TokenUsage { UncachedInputTokens = 3, OutputTokens = 4 }, null, "mé"),
    };

    public static TheoryData<string> Names() => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Usage_FedWhole_IsRead(string name) => Check(name, body => [body]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Usage_FedByteByByte_IsRead(string name) => Check(name, body => body.Select(b => new[] { b }));

    [Theory]
    [MemberData(nameof(Names))]
    public void Usage_FedInRandomPieces_IsRead(string name)
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            Check(name, body => Pieces(body, random), $"seed {seed}");
        }
    }

    [Theory]
    [InlineData(ProviderNames.Anthropic, ApiDialect.AnthropicMessages, """{"type":"error","error":{"type":"rate_limit_error","message":"slow down"}}""", "rate_limit_error")]
    [InlineData(ProviderNames.OpenAI, ApiDialect.OpenAIChat, """{"error":{"message":"no","type":"invalid_request_error","param":null,"code":"model_not_found"}}""", "invalid_request_error")]
    [InlineData(ProviderNames.OpenAI, ApiDialect.OpenAIChat, """{"error":{"message":"no","type":null,"code":"insufficient_quota"}}""", "insufficient_quota")]
    [InlineData(ProviderNames.Google, ApiDialect.GeminiGenerateContent, """{"error":{"code":404,"message":"no","status":"NOT_FOUND"}}""", "NOT_FOUND")]
    public void Error_OfEachProvider_GivesItsType(string provider, ApiDialect dialect, string body, string type)
    {
        var observer = new ResponseObserver(provider, dialect, "application/json", null, countDeltas: false);
        observer.Feed(Encoding.UTF8.GetBytes(body));
        Assert.Equal(type, observer.Collector.ErrorType);
    }

    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":}}""")]
    [InlineData("<html>usage</html>")]
    [InlineData("\"usage\"")]
    [InlineData("]]]]}}}}")]
    [InlineData("{\"usage\":{\"prompt_tokens\":\"many\"}}")]
    [InlineData("{\"usage\":{\"prompt_tokens\":-3}}")]
    [InlineData("{\"usage\":{\"prompt_tokens\":123456789012345678901234567890}}")]
    public void Usage_OfBrokenAnswers_IsUnknown(string body)
    {
        var observer = new ResponseObserver(ProviderNames.OpenAI, ApiDialect.OpenAIChat, "application/json", null, countDeltas: false);
        observer.Feed(Encoding.UTF8.GetBytes(body));
        Assert.Null(observer.Collector.Usage());
    }

    [Fact]
    public void Scanner_FedRandomBytes_NeverThrows()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var random = new Random(seed);
            var bytes = new byte[random.Next(1, 400)];
            const string Likely = "{}[]\",:\\ 0123456789truefalsenull\r\ndata:usage";
            for (var i = 0; i < bytes.Length; i++) bytes[i] = random.Next(10) == 0 ? (byte)random.Next(256) : (byte)Likely[random.Next(Likely.Length)];
            var observer = new ResponseObserver(ProviderNames.OpenAI, ApiDialect.OpenAIChat, random.Next(2) == 0 ? "application/json" : "text/event-stream", null, countDeltas: true);
            var failure = Record.Exception(() =>
            {
                foreach (var piece in Pieces(bytes, random)) observer.Feed(piece);
            });
            Assert.True(failure is null, $"seed {seed}: {failure}");
        }
    }

    [Fact]
    public void Scanner_OnALongAnswer_AllocatesNothing()
    {
        var observer = new ResponseObserver(ProviderNames.Anthropic, ApiDialect.AnthropicMessages, "text/event-stream", null, countDeltas: false);
        var chunk = Encoding.UTF8.GetBytes("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"word\"}}\n\n");
        observer.Feed(chunk);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 20_000; i++) observer.Feed(chunk);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Deltas_OfAStream_AreCollectedAsText()
    {
        var observer = new ResponseObserver(ProviderNames.OpenAI, ApiDialect.OpenAIChat, "text/event-stream", null, countDeltas: true);
        var body = Encoding.UTF8.GetBytes(
            "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"He\\\"l\"}}]}\n\ndata: {\"choices\":[{\"delta\":{\"content\":\"lo \\u00e9\\n\"}}]}\n\n" +
            "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"{\\\"a\\\":1}\"}}]}}]}\n\n");
        foreach (var b in body) observer.Feed([b]);
        using var deltas = observer.Collector.Deltas;
        Assert.NotNull(deltas);
        Assert.Equal("He\"llo é\nf{\"a\":1}", JsonText.Unescape(deltas.Escaped));
    }

    private static void Check(string name, Func<byte[], IEnumerable<byte[]>> cut, string hint = "")
    {
        var (provider, dialect, type, body, usage, stop, model) = Shapes[name];
        var observer = new ResponseObserver(provider, dialect, type, null, countDeltas: false);
        foreach (var piece in cut(Encoding.UTF8.GetBytes(body))) observer.Feed(piece);
        Assert.True(usage == observer.Collector.Usage(), $"{hint} {observer.Collector.Usage()}");
        Assert.Equal(stop, observer.Collector.StopReason);
        Assert.Equal(model, observer.Collector.Model);
    }

    private static IEnumerable<byte[]> Pieces(byte[] body, Random random)
    {
        for (var at = 0; at < body.Length;)
        {
            var length = Math.Min(random.Next(1, 40), body.Length - at);
            yield return body[at..(at + length)];
            at += length;
        }
    }
}
