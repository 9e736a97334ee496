using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Tests;

/// <summary>Events as a gateway would make them.</summary>
internal static class Events
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static int _count;

    public static RequestCompleted Chat(string model = "claude-sonnet-4-5", DateTimeOffset? at = null, string instance = "gateway-1", long? sequence = null) => new()
    {
        Id = Guid.CreateVersion7(at ?? Noon),
        Instance = instance,
        Sequence = sequence ?? Interlocked.Increment(ref _count),
        Timestamp = at ?? Noon,
        Provider = "anthropic",
        Dialect = ApiDialect.AnthropicMessages,
        RequestType = "chat",
        Endpoint = "/v1/messages",
        Model = model,
        StatusCode = 200,
        Outcome = RequestOutcome.Completed,
        LatencyMs = 1234.5,
        TimeToFirstByteMs = 200.25,
        CompileMs = 1.5,
        Mode = CompilationMode.Full,
        Tenant = "tenant",
        UsageSource = UsageSource.Provider,
        Usage = new TokenUsage { UncachedInputTokens = 1000, CacheReadTokens = 0, CacheCreationTokens = 0, OutputTokens = 100 },
    };

    public static TokenUsage Usage(long uncached, long? read = null, long? written = null, long? output = 0, long? written1h = null) => new()
    {
        UncachedInputTokens = uncached,
        CacheReadTokens = read,
        CacheCreationTokens = written,
        CacheCreation1hTokens = written1h,
        OutputTokens = output,
    };
}
