using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>
/// A count for each value of one or two labels. The number of series is bounded, since some values come over the wire: what is beyond counts
/// under <see cref="Other"/>.
/// </summary>
internal sealed class LabelledCounter(string first, string? second = null)
{
    public const string Other = "other";

    private const int Limit = 100;
    private readonly ConcurrentDictionary<(string First, string Second), StrongBox<long>> _counts = new();

    public void Add(long count, string firstValue, string secondValue = "")
    {
        if (count == 0) return;
        var key = (firstValue, secondValue);
        if (!_counts.TryGetValue(key, out var box))
        {
            if (_counts.Count >= Limit) key = (Other, second is null ? "" : Other);
            box = _counts.GetOrAdd(key, _ => new StrongBox<long>());
        }

        Interlocked.Add(ref box.Value, count);
    }

    /// <summary>The series with their labels, in a fixed order.</summary>
    public IEnumerable<Measurement<long>> Measure() =>
        from entry in _counts
        orderby entry.Key.First, entry.Key.Second
        select new Measurement<long>(Interlocked.Read(ref entry.Value.Value), Labels(entry.Key));

    private KeyValuePair<string, object?>[] Labels((string First, string Second) values) =>
        second is null ? [new(first, values.First)] : [new(first, values.First), new(second, values.Second)];
}
