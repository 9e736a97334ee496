using System.Diagnostics;
using TokenPak.Contracts;
using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.Publishing;

/// <summary>The span of a publish, linked to the requests whose events it carries; free of charge while nobody listens.</summary>
internal sealed class PublishSpans : IDisposable
{
    /// <summary>The name of the source.</summary>
    public const string SourceName = "TokenPak.Gateway.Publishing";

    /// <summary>What exporters keep of one span's links by default.</summary>
    private const int MaxLinks = 128;

    private readonly ActivitySource _source = new(SourceName);

    /// <summary>Null while nobody listens.</summary>
    public Activity? Start(RequestCompletedBatch batch)
    {
        if (!_source.HasListeners()) return null;
        var links = new List<ActivityLink>();
        foreach (var e in batch.Events)
        {
            if (links.Count < MaxLinks && ActivityContext.TryParse(e.TraceParent, null, out var request)) links.Add(new ActivityLink(request));
        }

        var span = _source.StartActivity("publish " + ResourceNames.TelemetryQueue, ActivityKind.Producer, parentContext: default, links: links);
        span?.SetTag("messaging.operation.type", "send");
        span?.SetTag("messaging.operation.name", "publish");
        span?.SetTag("messaging.destination.name", ResourceNames.TelemetryQueue);
        span?.SetTag("messaging.batch.message_count", batch.Events.Count);
        return span;
    }

    public void Dispose() => _source.Dispose();
}
