using TokenPak.Contracts;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.EndToEnd.Tests.Dashboard.Demo;

/// <summary>One conversation of an agent: it grows by tool results, and its provider caches what was sent before.</summary>
internal sealed class DemoSession(Random random, int number, DateTimeOffset start)
{
    private static readonly (string Provider, string Model, string Agent, ApiDialect Dialect, string Endpoint, int Weight)[] Clients =
    [
        (ProviderNames.Anthropic, "claude-sonnet-5", "claude-code", ApiDialect.AnthropicMessages, "/v1/messages", 9),
        (ProviderNames.Anthropic, "claude-opus-5", "claude-code", ApiDialect.AnthropicMessages, "/v1/messages", 3),
        (ProviderNames.Anthropic, "claude-haiku-4-5", "anthropic-python", ApiDialect.AnthropicMessages, "/v1/messages", 4),
        (ProviderNames.OpenAI, "gpt-5.3-codex", "codex", ApiDialect.OpenAIResponses, "/v1/responses", 6),
        (ProviderNames.OpenAI, "gpt-5-mini", "openai-python", ApiDialect.OpenAIChat, "/v1/chat/completions", 5),
        (ProviderNames.OpenAI, "gpt-4.1", "openai-node", ApiDialect.OpenAIChat, "/v1/chat/completions", 2),
        (ProviderNames.Google, "gemini-3-pro-preview", "gemini-cli", ApiDialect.GeminiGenerateContent, "/v1beta/models/gemini-3-pro-preview:streamGenerateContent", 3),
        (ProviderNames.Google, "gemini-2.5-flash", "google-genai", ApiDialect.GeminiGenerateContent, "/v1beta/models/gemini-2.5-flash:generateContent", 3),
        (ProviderNames.OpenAI, "local-llama-70b", "openai-python", ApiDialect.OpenAIChat, "/v1/chat/completions", 1),
    ];

    private static readonly (string Stage, double Share)[] Stages = [("json", 0.38), ("repeat", 0.27), ("log", 0.16), ("paths", 0.11), ("whitespace", 0.05), ("ansi", 0.03)];

    public IEnumerable<RequestCompleted> Requests()
    {
        var client = Weighted();
        var holdout = random.Next(100) < 14;
        var turns = 2 + (int)(random.NextDouble() * random.NextDouble() * 46);
        var time = start;
        int prompt = 9_000 + random.Next(9_000), removed = 0;
        var session = $"{client.Agent}-{random.Next(0x1000000):x6}{number:x4}";
        for (var turn = 0; turn < turns; turn++)
        {
            var added = 300 + (int)(random.NextDouble() * random.NextDouble() * 7_500);
            var fresh = holdout ? 0 : (int)(added * (0.12 + (0.42 * random.NextDouble())));
            var failed = random.Next(100) < 3;
            yield return Request(client, session, turn, time, prompt, added, removed, fresh, holdout, failed);
            (prompt, removed) = (prompt + added, removed + fresh);
            time += TimeSpan.FromSeconds(6 + (random.NextDouble() * random.NextDouble() * 140));
        }
    }

    private RequestCompleted Request(
        (string Provider, string Model, string Agent, ApiDialect Dialect, string Endpoint, int Weight) client,
        string session, int turn, DateTimeOffset time, int prompt, int added, int removed, int fresh, bool holdout, bool failed)
    {
        var before = prompt + added;
        var sent = before - removed - fresh;
        var cached = turn == 0 || random.Next(100) < 8 ? 0 : prompt - removed;
        var anthropic = client.Provider == ProviderNames.Anthropic;
        var output = 60 + (int)(random.NextDouble() * random.NextDouble() * 1_800);
        var compile = holdout ? (double?)null : 0.4 + (random.NextDouble() * 2.5);
        var first = 320 + (random.NextDouble() * random.NextDouble() * 2_600);
        var shrinks = !holdout && removed + fresh > 0;
        return new RequestCompleted
        {
            Id = Guid.CreateVersion7(time),
            Instance = "demo",
            Sequence = 1,
            Timestamp = time,
            Provider = client.Provider,
            Dialect = client.Dialect,
            RequestType = "chat",
            Endpoint = client.Endpoint,
            Model = client.Model,
            ResponseModel = failed ? null : client.Model,
            StatusCode = failed ? (random.Next(3) == 0 ? 529 : 429) : 200,
            ErrorType = failed ? "rate_limit_error" : null,
            StopReason = failed ? null : "tool_use",
            Streamed = true,
            LatencyMs = failed ? 240 : first + (output * (7 + (random.NextDouble() * 12))),
            TimeToFirstByteMs = failed ? 239 : first,
            CompileMs = compile,
            RequestBytes = before * 4L,
            SentBytes = sent * 4L,
            Mode = holdout ? CompilationMode.Off : CompilationMode.Full,
            PolicyId = holdout ? null : "7c1f0a93",
            TokensBefore = before,
            TokensAfter = sent,
            Tokenizer = "o200k_base",
            Stages = shrinks ? Split(removed + fresh) : [],
            Removed = shrinks && !failed ? Rates(cached, removed, fresh, anthropic) : null,
            CacheBreaks = turn > 0 && random.Next(900) == 0 ? 1 : 0,
            CompileCacheHits = holdout ? 0 : turn * 2,
            CompileCacheMisses = holdout ? 0 : 2,
            Usage = failed ? null : new TokenUsage
            {
                UncachedInputTokens = anthropic ? 12 : sent - cached,
                CacheReadTokens = cached,
                CacheCreationTokens = anthropic ? sent - cached - 12 : null,
                OutputTokens = output,
                ReasoningTokens = client.Provider == ProviderNames.OpenAI ? output / 3 : null,
            },
            UsageSource = failed ? UsageSource.Unknown : UsageSource.Provider,
            SessionId = session,
            Agent = client.Agent,
            Tenant = "demo",
            Conversation = session,
            Arm = holdout ? HoldoutArmKind.Holdout : HoldoutArmKind.Compiled,
            ToolErrors = 0,
        };
    }

    private static RemovedTokens Rates(int cached, int removed, int fresh, bool anthropic)
    {
        var read = cached == 0 ? 0 : removed;
        var rest = removed + fresh - read;
        return new RemovedTokens(read, anthropic ? rest : 0, anthropic ? 0 : rest, fresh, removed);
    }

    private static StageSaving[] Split(int total)
    {
        var left = total;
        var savings = Stages.Select(stage =>
        {
            var part = Math.Min(left, (int)(total * stage.Share));
            left -= part;
            return new StageSaving(stage.Stage, part, 1 + (part / 400));
        }).ToArray();
        savings[0] = savings[0] with { TokensSaved = savings[0].TokensSaved + left };
        return savings;
    }

    private (string Provider, string Model, string Agent, ApiDialect Dialect, string Endpoint, int Weight) Weighted()
    {
        var point = random.Next(Clients.Sum(client => client.Weight));
        return Clients.First(client => (point -= client.Weight) < 0);
    }
}
