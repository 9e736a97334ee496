using System.Collections.Concurrent;
using System.Diagnostics;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>The finished spans of one trace. Listening is a matter of the whole process: a trace id of its own keeps a test from seeing another's.</summary>
internal sealed class CapturedSpans : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;

    public CapturedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("TokenPak.", StringComparison.Ordinal) || source.Name is "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == TraceId ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == TraceId) _spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ActivityTraceId TraceId { get; } = ActivityTraceId.CreateRandom();

    public ActivitySpanId ClientSpan { get; } = ActivitySpanId.CreateRandom();

    public void Attach(HttpRequestMessage request) => request.Headers.TryAddWithoutValidation("traceparent", $"00-{TraceId}-{ClientSpan}-01");

    public Task<Activity> SingleAsync(ActivityKind kind) => Eventually.GetAsync(() => _spans.SingleOrDefault(s => s.Kind == kind), $"a {kind} span");

    public void Dispose() => _listener.Dispose();
}
