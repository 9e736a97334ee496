using System.Diagnostics;

namespace TokenPak.ServiceDefaults.Observability;

/// <summary>
/// Trace context and nothing else: what a client puts into <c>baggage</c> is neither read nor carried on to other services. Its trace id only places
/// spans; nothing is decided by it.
/// </summary>
internal sealed class TraceContextPropagator : DistributedContextPropagator
{
    private static readonly DistributedContextPropagator W3C = CreateW3CPropagator();

    public override IReadOnlyCollection<string> Fields { get; } = ["traceparent", "tracestate"];

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (setter is null) return;
        W3C.Inject(activity, carrier, (target, name, value) =>
        {
            if (Fields.Contains(name)) setter(target, name, value);
        });
    }

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState) =>
        W3C.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
