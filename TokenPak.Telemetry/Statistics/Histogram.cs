using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Whose histogram, and of what. Unknown names are empty.</summary>
internal readonly record struct HistogramKey(string Provider, string Model, LatencyKind Kind);

/// <summary>Counts by bucket.</summary>
internal sealed class Histogram
{
    private long[] _counts = [];

    public void Add(int bucket, long requests)
    {
        if (bucket >= _counts.Length) Array.Resize(ref _counts, bucket + 1);
        _counts[bucket] += requests;
    }

    public void Add(Histogram other)
    {
        if (other._counts.Length > _counts.Length) Array.Resize(ref _counts, other._counts.Length);
        for (var i = 0; i < other._counts.Length; i++) _counts[i] += other._counts[i];
    }

    /// <summary>The buckets that hold anything.</summary>
    public IEnumerable<(int Bucket, long Requests)> Counts() => _counts.Select((requests, bucket) => (bucket, requests)).Where(c => c.requests > 0);
}
