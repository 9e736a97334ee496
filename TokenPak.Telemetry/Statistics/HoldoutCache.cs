using System.Collections.Concurrent;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Comparisons of the last minute: each looks at every conversation of its period, and a verdict does not change by the second.</summary>
internal sealed class HoldoutCache(TimeProvider time)
{
    private const int Most = 32;

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<(DateTimeOffset?, DateTimeOffset?), (DateTimeOffset Read, HoldoutComparison Comparison)> _kept = new();

    public HoldoutComparison? Find(PeriodQuery query) => _kept.TryGetValue((query.From, query.To), out var kept) && time.GetUtcNow() - kept.Read < Lifetime ? kept.Comparison : null;

    public HoldoutComparison Keep(PeriodQuery query, HoldoutComparison comparison)
    {
        if (_kept.Count >= Most) _kept.Clear();
        _kept[(query.From, query.To)] = (time.GetUtcNow(), comparison);
        return comparison;
    }
}
