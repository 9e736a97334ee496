using System.Collections.Frozen;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Forwarding;

namespace TokenPak.Gateway.Breakers;

/// <summary>The circuit breakers, one an upstream.</summary>
internal sealed class BreakerTable
{
    private const string Label = "tokenpak.upstream";

    private readonly FrozenDictionary<string, UpstreamBreaker> _breakers;

    public BreakerTable(UpstreamTable upstreams, IOptions<BreakerOptions> options, IMeterFactory meters, TimeProvider time, ILogger<UpstreamBreaker> logger)
    {
        _breakers = options.Value.Enabled
            ? upstreams.Names.ToFrozenDictionary(name => name, name => new UpstreamBreaker(name, options.Value, time, logger), StringComparer.Ordinal)
            : FrozenDictionary<string, UpstreamBreaker>.Empty;

        var meter = meters.Create(GatewayMetrics.MeterName);
        meter.CreateObservableGauge("tokenpak.circuit_breaker.state", () => Measure(b => (long)b.State), description: "Circuit breakers: 0 closed, 1 half open, 2 open.");
        meter.CreateObservableCounter("tokenpak.circuit_breaker.openings", () => Measure(b => b.Openings), "{opening}", "How often a circuit breaker opened.");
        meter.CreateObservableCounter("tokenpak.circuit_breaker.failures", () => Measure(b => b.Failures), "{request}", "Failures of an upstream: no connection, a broken one, no answer in time, a status of 500 or above.");
        meter.CreateObservableCounter("tokenpak.circuit_breaker.rejections", () => Measure(b => b.Rejections), "{request}", "Requests that an open circuit breaker kept from their upstream.");
    }

    /// <summary>Null where there are no breakers.</summary>
    public UpstreamBreaker? this[string upstream] => _breakers.GetValueOrDefault(upstream);

    /// <summary>Upstreams that are kept away from now, or tried with single requests.</summary>
    public IEnumerable<string> Broken => from entry in _breakers where entry.Value.State != BreakerState.Closed orderby entry.Key select entry.Key;

    /// <summary>One figure of every breaker, in a fixed order.</summary>
    public IEnumerable<Measurement<long>> Measure(Func<UpstreamBreaker, long> figure) =>
        from entry in _breakers
        orderby entry.Key
        select new Measurement<long>(figure(entry.Value), new KeyValuePair<string, object?>(Label, entry.Key));
}
