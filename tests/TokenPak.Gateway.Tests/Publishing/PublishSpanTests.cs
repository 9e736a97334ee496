using System.Collections.Concurrent;
using System.Diagnostics;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Publishing;

/// <summary>The span of a publish points at the requests whose events it carries.</summary>
public sealed class PublishSpanTests
{
    [Fact]
    public async Task Publish_IsLinkedToItsRequests_AndNoneIsItsParent()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is PublishSpans.SourceName or "Microsoft.AspNetCore" or "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Requests.OpenAIChat();
        (await gateway.Client.SendAsync(request)).Dispose();
        var completed = await gateway.Events.SingleAsync();
        Assert.True(ActivityContext.TryParse(completed.TraceParent, null, out var parent));

        await Eventually.HoldsAsync(() => spans.Any(s => s.Links.Any(l => l.Context.SpanId == parent.SpanId)), "the publish span");
        var publish = Assert.Single(spans, s => s.Links.Any(l => l.Context.SpanId == parent.SpanId));
        Assert.Equal((PublishSpans.SourceName, ActivityKind.Producer, default), (publish.Source.Name, publish.Kind, publish.ParentSpanId));
        Assert.Equal("publish tokenpak-telemetry", publish.OperationName);
        Assert.Equal(1, publish.GetTagItem("messaging.batch.message_count"));
        Assert.Contains(spans, s => s.Source.Name == "MassTransit" && s.TraceId == publish.TraceId);
        Assert.Contains(spans, s => s.SpanId == parent.SpanId && s.Source.Name == "Microsoft.AspNetCore");
    }
}
