using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Whose histogram, and of what. Unknown names are empty.</summary>
internal readonly record struct HistogramKey(string Provider, string Model, LatencyKind Kind);

/// <summary>Counts by bucket, from the lowest bucket that holds anything to the highest.</summary>
internal sealed class Histogram
{
    private long[] _counts = [];
    private int _lowest;

    public void Add(int bucket, long requests)
    {
        Reach(bucket, bucket + 1);
        _counts[bucket - _lowest] += requests;
    }

    public void Add(Histogram other)
    {
        if (other._counts.Length == 0) return;
        Reach(other._lowest, other._lowest + other._counts.Length);
        var counts = _counts.AsSpan(other._lowest - _lowest);
        for (var i = 0; i < other._counts.Length; i++) counts[i] += other._counts[i];
    }

    /// <summary>Null of an empty one.</summary>
    public Percentiles? Percentiles() => LatencyScale.Percentiles(_counts, _lowest);

    private void Reach(int from, int to)
    {
        var end = _lowest + _counts.Length;
        if (_counts.Length > 0 && from >= _lowest && to <= end) return;
        var lowest = _counts.Length == 0 ? from : Math.Min(from, _lowest);
        var counts = new long[Math.Max(to, end) - lowest];
        _counts.CopyTo(counts, _counts.Length == 0 ? 0 : _lowest - lowest);
        (_counts, _lowest) = (counts, lowest);
    }
}
