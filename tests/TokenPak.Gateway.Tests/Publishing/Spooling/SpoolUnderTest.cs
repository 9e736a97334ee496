using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Publishing.Spooling;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Publishing.Spooling;

/// <summary>The spool of one gateway process, over a real folder.</summary>
internal sealed class SpoolUnderTest : IDisposable
{
    private readonly CapturedLogs _logs = new();
    private readonly LoggerFactory _factory;
    private long _sequence;

    public SpoolUnderTest(string path, FakeTimeProvider? time = null, long maxBytes = long.MaxValue, long segmentBytes = 1)
    {
        Time = time ?? new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(50));
        Time.Advance(TimeSpan.FromSeconds(1));
        _factory = new LoggerFactory([_logs]);
        var options = Options.Create(new PublishingOptions { SpoolPath = path, SpoolMaxBytes = maxBytes, SpoolSegmentBytes = segmentBytes });
        Instance = new GatewayInstance(Time);
        State = new SpoolState(Time);
        Spool = new EventSpool(Instance, new SpoolFolder(options, new ConfigurationBuilder().Build()), State, Flow, options, Time, _factory.CreateLogger<EventSpool>());
    }

    public FakeTimeProvider Time { get; }

    public GatewayInstance Instance { get; }

    public EventSpool Spool { get; }

    public SpoolState State { get; }

    public EventFlow Flow { get; } = new();

    public int LogLines => _logs.Text.Length == 0 ? 0 : _logs.Text.Split('\n').Count(line => line.Contains("EventSpool", StringComparison.Ordinal));

    public RequestCompletedBatch Batch(int events = 1) => new()
    {
        Events =
        [
            .. Enumerable.Range(0, events).Select(_ => new RequestCompleted
            {
                Id = Guid.CreateVersion7(Time.GetUtcNow()),
                Instance = Instance.Id,
                Sequence = ++_sequence,
                Timestamp = Time.GetUtcNow(),
                RequestType = "chat",
                Endpoint = "/v1/messages",
                StatusCode = 200,
                LatencyMs = 12.5,
                Tenant = "anonymous",
                Model = "modèle-\u2603",
                UsageSource = UsageSource.Provider,
                Usage = new TokenUsage { UncachedInputTokens = 7 },
            }),
        ],
    };

    /// <summary>Everything that waits, taken off one by one.</summary>
    public List<RequestCompleted> TakeAll()
    {
        List<RequestCompleted> all = [];
        while (Spool.Peek() is { } batch)
        {
            all.AddRange(batch.Events);
            Spool.Remove();
        }

        return all;
    }

    public void Dispose()
    {
        Spool.Dispose();
        _factory.Dispose();
    }
}
