using TokenPak.Contracts.Compilation;

namespace TokenPak.Gateway.Observation;

/// <summary>Reads a response as it passes. Nothing is kept but what <see cref="UsageCollector"/> wants.</summary>
internal sealed class ResponseObserver
{
    private readonly JsonScanner? _json;
    private readonly SseScanner? _sse;
    private readonly DecodedCopy? _decoded;
    private readonly bool _encoded;

    public ResponseObserver(string provider, ApiDialect dialect, string? mediaType, string? coding, bool countDeltas)
    {
        IsEventStream = Is(mediaType, "text/event-stream");
        Collector = new UsageCollector(dialect, IsEventStream && countDeltas ? new DeltaText() : null);
        if (!IsEventStream && !Is(mediaType, "application/json")) return;

        _json = new JsonScanner(ResponseShapes.For(provider, dialect), Collector);
        if (IsEventStream) _sse = new SseScanner(_json);
        _encoded = !Bodies.ContentDecoding.IsIdentity(coding);
        if (_encoded && coding is not null) _decoded = DecodedCopy.Start(coding, FeedPlain);
    }

    public UsageCollector Collector { get; }

    public bool IsEventStream { get; }

    /// <summary>When the first body byte went to the client.</summary>
    public long? FirstByte { get; set; }

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_encoded) _decoded?.Feed(bytes);
        else FeedPlain(bytes);
    }

    public Task FinishAsync() => _decoded?.FinishAsync() ?? Task.CompletedTask;

    private void FeedPlain(ReadOnlySpan<byte> bytes)
    {
        if (_sse is not null) _sse.Feed(bytes);
        else _json?.Feed(bytes);
    }

    private static bool Is(string? mediaType, string expected) =>
        mediaType is not null && mediaType.StartsWith(expected, StringComparison.OrdinalIgnoreCase) && (mediaType.Length == expected.Length || mediaType[expected.Length] is ';' or ' ');
}
