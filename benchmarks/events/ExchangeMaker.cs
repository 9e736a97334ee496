using System.Text;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Observation;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Events;

/// <summary>Finished requests like an agent's: 12 models of three providers, 40 sessions, compiled, with the provider's usage, some failed.</summary>
internal sealed class ExchangeMaker(int seed)
{
    private static readonly (string Provider, ApiDialect Dialect, string Endpoint, string[] Models)[] Providers =
    [
        ("anthropic", ApiDialect.AnthropicMessages, "/v1/messages", ["claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5", "claude-sonnet-4-20250514"]),
        ("openai", ApiDialect.OpenAIChat, "/v1/chat/completions", ["gpt-5", "gpt-5-mini", "gpt-4.1", "gpt-4o-mini"]),
        ("google", ApiDialect.GeminiGenerateContent, "/v1beta/models/gemini:generateContent", ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-2.0-flash"]),
    ];

    private readonly Random _random = new(seed);

    public Exchange Next()
    {
        var (provider, dialect, endpoint, models) = Providers[_random.Next(Providers.Length)];
        var model = models[_random.Next(models.Length)];
        var (now, start) = (TimeProvider.System.GetUtcNow(), TimeProvider.System.GetTimestamp());
        var before = _random.Next(4000, 80_000);
        var saved = _random.Next(0, before / 2);
        var response = new ResponseObserver(provider, dialect, "application/json", null, countDeltas: false);
        response.Feed(Answer(dialect, model, before - saved));
        response.FirstByte = TimeProvider.System.GetTimestamp();
        return new Exchange
        {
            Id = Guid.CreateVersion7(now),
            Timestamp = now,
            Start = start,
            Endpoint = endpoint,
            Match = new PathMatch(provider, dialect, RequestTypes.Chat, model),
            Provider = provider,
            Mode = CompilationMode.Full,
            Tenant = "5f3a9c0e71d24b88",
            SessionId = "session-" + _random.Next(40),
            Agent = "claude-code",
            Compiled = new CompileResult
            {
                Splices = [],
                TokensBefore = before,
                TokensAfter = before - saved,
                Tokenizer = "o200k_base",
                PolicyId = "9d1f0b7c2a5e4418",
                Stages = [new StageSaving("json", saved / 2, 3), new StageSaving("repeat", saved - (saved / 2), 1)],
                CacheHits = _random.Next(60),
                CacheMisses = 2,
            },
            CompileTime = TimeSpan.FromMilliseconds(_random.NextDouble() * 3),
            RequestBytes = before * 4L,
            SentBytes = (before - saved) * 4L,
            Response = response,
            StatusCode = _random.Next(50) == 0 ? 529 : 200,
            Outcome = RequestOutcome.Completed,
            Latency = TimeSpan.FromMilliseconds(200 + (_random.NextDouble() * 20_000)),
        };
    }

    private byte[] Answer(ApiDialect dialect, string model, int input)
    {
        var (read, output) = (_random.Next(input), _random.Next(20, 4000));
        return Encoding.UTF8.GetBytes(dialect switch
        {
            ApiDialect.AnthropicMessages => $$"""{"id":"m","model":"{{model}}","stop_reason":"end_turn","usage":{"input_tokens":{{input - read}},"cache_read_input_tokens":{{read}},"cache_creation_input_tokens":0,"output_tokens":{{output}} } }""",
            ApiDialect.OpenAIChat => $$$"""{"id":"c","model":"{{{model}}}","choices":[{"finish_reason":"stop"}],"usage":{"prompt_tokens":{{{input}}},"completion_tokens":{{{output}}},"prompt_tokens_details":{"cached_tokens":{{{read}}} } } }""",
            _ => $$$"""{"modelVersion":"{{{model}}}","candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":{{{input}}},"candidatesTokenCount":{{{output}}},"cachedContentTokenCount":{{{read}}} } }""",
        });
    }
}
