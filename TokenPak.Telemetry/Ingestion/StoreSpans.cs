using System.Diagnostics;
using TokenPak.Contracts.Events;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>The span of storing a batch, within the bus's own span of consuming it, linked to the requests that the rows tell of.</summary>
internal sealed class StoreSpans : IDisposable
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "TokenPak.Telemetry.Ingestion";

    /// <summary>What exporters keep of one span's links by default.</summary>
    private const int MaxLinks = 128;

    private readonly ActivitySource _source = new(SourceName);

    /// <summary>Null while nobody listens.</summary>
    public Activity? Start(IReadOnlyList<RequestCompleted> events)
    {
        if (!_source.HasListeners()) return null;
        var links = new List<ActivityLink>();
        foreach (var e in events)
        {
            if (links.Count < MaxLinks && ActivityContext.TryParse(e?.TraceParent, null, isRemote: true, out var request)) links.Add(new ActivityLink(request));
        }

        var span = _source.StartActivity("store requests", ActivityKind.Internal, parentContext: default, links: links);
        span?.SetTag("messaging.batch.message_count", events.Count);
        return span;
    }

    public void Dispose() => _source.Dispose();
}
