using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.TestKit.Traffic;

/// <summary>
/// A day of mixed traffic from a seed: three providers, twelve models, forty sessions and requests of none, errors, cached tokens, streams without usage, subscriptions, vault text, budget
/// warnings, token counts.
/// </summary>
public static class MixedDay
{
    /// <summary>The gateway that the events come from.</summary>
    public const string Instance = "gateway-of-a-mixed-day";

    private const int Sessions = 40;

    private static readonly (string Provider, ApiDialect Dialect, string Endpoint, string[] Models)[] Providers =
    [
        ("anthropic", ApiDialect.AnthropicMessages, "/v1/messages", ["claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5", "claude-opus-4-1"]),
        ("openai", ApiDialect.OpenAIChat, "/v1/chat/completions", ["gpt-4o", "gpt-4o-mini", "gpt-5.4", "gpt-of-nobody"]),
        ("google", ApiDialect.GeminiGenerateContent, "/v1beta/models/gemini:generateContent", ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-of-nobody"]),
    ];

    private static readonly string?[] Agents = ["claude-code", "codex", "openai-python", "curl", null];
    private static readonly string[] Stages = ["json", "log", "paths", "repeat", "whitespace"];

    /// <summary>The events of the day before a time, in order of sequence, not of time.</summary>
    public static RequestCompleted[] Make(int seed, int count, DateTimeOffset end)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(sequence => One(random, sequence, end))];
    }

    private static RequestCompleted One(Random random, int sequence, DateTimeOffset end)
    {
        var (provider, dialect, endpoint, models) = Providers[random.Next(Providers.Length)];
        var session = random.Next(Sessions + 1);
        var failed = random.Next(20) == 0;
        var silent = !failed && random.Next(15) == 0;
        var saved = random.Next(3) == 0 ? 0 : random.Next(1, 20_000);
        var added = random.Next(10) == 0 ? random.Next(1, 2000) : 0;
        var sent = random.Next(100, 250_000) + added;
        var read = random.Next(2) == 0 ? 0 : random.Next(sent);
        var written = provider == "anthropic" ? random.Next(sent - read + 1) : 0;
        var at = end.AddMilliseconds(-random.Next(1, 86_400_000));
        return new RequestCompleted
        {
            Id = Guid.CreateVersion7(at),
            Instance = Instance,
            Sequence = sequence,
            Timestamp = at,
            Provider = provider,
            Dialect = dialect,
            RequestType = random.Next(25) == 0 ? "count_tokens" : "chat",
            Endpoint = endpoint,
            Model = models[random.Next(models.Length)],
            SessionId = session == Sessions ? null : "session-" + session,
            Agent = Agents[session % Agents.Length],
            StatusCode = failed ? 429 : 200,
            Outcome = RequestOutcome.Completed,
            ErrorType = failed ? "rate_limit_error" : null,
            Streamed = random.Next(2) == 0,
            LatencyMs = random.NextDouble() * 30_000,
            TimeToFirstByteMs = failed ? null : random.NextDouble() * 3000,
            CompileMs = random.NextDouble() * 5,
            Mode = CompilationMode.Full,
            TokensBefore = sent + saved - added,
            TokensAfter = sent,
            Stages = saved == 0 ? [] : [new StageSaving(Stages[random.Next(Stages.Length)], saved, random.Next(1, 9))],
            Removed = saved == 0 ? null : Removed(random, saved),
            CacheBreaks = random.Next(50) == 0 ? 1 : 0,
            CompileCacheHits = random.Next(20),
            CompileCacheMisses = random.Next(5),
            InjectedTokens = added,
            InjectedSources = added == 0 ? [] : ["notes.md:1-20"],
            UsageSource = failed ? UsageSource.Unknown : silent ? UsageSource.Counted : UsageSource.Provider,
            Usage = failed ? null : silent ? Usage(sent, output: random.Next(1, 4000)) : Usage(sent - read - written, read, written, random.Next(1, 4000), written / 3),
            Subscription = session % 10 == 0,
            Tenant = "tenant",
            BudgetWarning = random.Next(40) == 0 ? "83 % of 50 dollars per day for all requests" : null,
        };
    }

    private static RemovedTokens Removed(Random random, int saved)
    {
        var read = random.Next(saved + 1);
        var first = random.Next(saved + 1);
        return new RemovedTokens(read, 0, saved - read, first, saved - first);
    }

    private static TokenUsage Usage(long uncached, long? read = null, long? written = null, long? output = 0, long? written1h = null) => new()
    {
        UncachedInputTokens = uncached,
        CacheReadTokens = read,
        CacheCreationTokens = written,
        CacheCreation1hTokens = written1h,
        OutputTokens = output,
    };
}
