using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Tests.Traffic;

/// <summary>A day of mixed traffic from a seed: three providers, twelve models, forty sessions, errors, cached tokens, streams without usage, subscriptions.</summary>
internal static class MixedDay
{
    private static readonly (string Provider, string[] Models)[] Providers =
    [
        ("anthropic", ["claude-sonnet-4-5", "claude-haiku-4-5", "claude-opus-4-5", "claude-opus-4-1"]),
        ("openai", ["gpt-4o", "gpt-4o-mini", "gpt-5.4", "gpt-of-nobody"]),
        ("google", ["gemini-2.5-pro", "gemini-2.5-flash", "gemini-2.5-flash-lite", "gemini-of-nobody"]),
    ];

    private static readonly string?[] Agents = ["claude-code", "codex", "openai-python", "curl", null];
    private static readonly string[] Stages = ["json", "log", "paths", "repeat", "whitespace"];

    public static RequestCompleted[] Make(int seed, int count)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(1, count).Select(sequence => One(random, sequence))];
    }

    private static RequestCompleted One(Random random, int sequence)
    {
        var (provider, models) = Providers[random.Next(Providers.Length)];
        var session = random.Next(41);
        var failed = random.Next(20) == 0;
        var silent = !failed && random.Next(15) == 0;
        var saved = random.Next(3) == 0 ? 0 : random.Next(1, 20_000);
        var sent = random.Next(100, 250_000);
        var read = random.Next(2) == 0 ? 0 : random.Next(sent);
        var written = provider == "anthropic" ? random.Next(sent - read + 1) : 0;
        var at = Events.Noon.AddMilliseconds(-random.Next(86_400_000));
        return Events.Chat(models[random.Next(models.Length)], at, sequence: sequence) with
        {
            Provider = provider,
            RequestType = random.Next(25) == 0 ? "count_tokens" : "chat",
            SessionId = session == 40 ? null : "session-" + session,
            Agent = Agents[session % Agents.Length],
            StatusCode = failed ? 429 : 200,
            ErrorType = failed ? "rate_limit_error" : null,
            Streamed = random.Next(2) == 0,
            LatencyMs = random.NextDouble() * 30_000,
            TimeToFirstByteMs = failed ? null : random.NextDouble() * 3000,
            CompileMs = random.NextDouble() * 5,
            TokensBefore = sent + saved,
            TokensAfter = sent,
            Stages = saved == 0 ? [] : [new StageSaving(Stages[random.Next(Stages.Length)], saved, random.Next(1, 9))],
            Removed = saved == 0 ? null : Removed(random, saved),
            CacheBreaks = random.Next(50) == 0 ? 1 : 0,
            CompileCacheHits = random.Next(20),
            CompileCacheMisses = random.Next(5),
            UsageSource = failed ? UsageSource.Unknown : silent ? UsageSource.Counted : UsageSource.Provider,
            Usage = failed ? null : silent ? Events.Usage(sent, output: random.Next(1, 4000)) : Events.Usage(sent - read - written, read, written, random.Next(1, 4000), written / 3),
            Subscription = session % 10 == 0,
        };
    }

    private static RemovedTokens Removed(Random random, int saved)
    {
        var read = random.Next(saved + 1);
        var first = random.Next(saved + 1);
        return new RemovedTokens(read, 0, saved - read, first, saved - first);
    }
}
