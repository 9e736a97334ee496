using System.Collections.Concurrent;
using System.Diagnostics;
using TokenPak.Telemetry.Ingestion;
using TokenPak.Telemetry.Tests.Hosting;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Telemetry.Tests.Ingestion;

/// <summary>The span of storing points at the requests that the rows tell of.</summary>
public sealed class StoreSpanTests
{
    [Fact]
    public async Task Store_IsLinkedToTheRequests_WithinTheSpanOfConsuming()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is StoreSpans.SourceName or "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        var first = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
        var second = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

        using var file = new StoreTestBase.SqliteFile();
        await using var host = await TelemetryHost.StartAsync(file.ConnectionString);
        await host.PublishAsync(
            Events.Chat() with { TraceParent = Text(first) },
            Events.Chat(),
            Events.Chat() with { TraceParent = "not a trace" },
            Events.Chat() with { TraceParent = Text(second) });
        await Eventually.HoldsAsync(() => spans.Any(s => s.Links.Any(l => l.Context.TraceId == second.TraceId)), "the span");

        var store = Assert.Single(spans, s => s.Links.Any(l => l.Context.TraceId == second.TraceId));
        Assert.Equal((StoreSpans.SourceName, "store requests", 2), (store.Source.Name, store.OperationName, store.Links.Count()));
        Assert.Equal([first.SpanId, second.SpanId], store.Links.Select(l => l.Context.SpanId));
        await Eventually.HoldsAsync(() => spans.Any(s => s.Source.Name == "MassTransit" && s.SpanId == store.ParentSpanId), "the bus's own span");
    }

    private static string Text(ActivityContext context) => $"00-{context.TraceId}-{context.SpanId}-01";
}
