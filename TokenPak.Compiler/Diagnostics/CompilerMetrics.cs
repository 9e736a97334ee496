using System.Diagnostics.Metrics;
using TokenPak.Compiler.Caching;

namespace TokenPak.Compiler.Diagnostics;

/// <summary>The compiler's instruments; the cache's own counts are read when they are collected.</summary>
internal sealed class CompilerMetrics
{
    public const string MeterName = "TokenPak.Compiler";

    private static readonly double[] Bounds = [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5];

    private readonly Histogram<double> _engine;
    private readonly Histogram<double> _secondLevel;
    private readonly Counter<long> _keys;

    public CompilerMetrics(IMeterFactory meters, BlockCache cache)
    {
        var meter = meters.Create(MeterName);
        var advice = new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds };
        _engine = meter.CreateHistogram("tokenpak.engine.duration", "s", "The engine's part of a compilation.", advice: advice);
        _secondLevel = meter.CreateHistogram("tokenpak.cache.second_level.duration", "s", "Reads of the second cache level, by how they ended.", advice: advice);
        _keys = meter.CreateCounter<long>("tokenpak.cache.second_level.keys", "{key}", "Keys asked of the second cache level, by what it had.");
        meter.CreateObservableCounter("tokenpak.cache.hits", () => cache.Hits, "{block}", "Decisions from the cache.");
        meter.CreateObservableCounter("tokenpak.cache.misses", () => Misses(cache), "{block}", "Decisions made anew, by why they were not there.");
        meter.CreateObservableCounter("tokenpak.cache.evictions", () => cache.Evictions, "{entry}", "Entries dropped for room.");
        meter.CreateObservableGauge("tokenpak.cache.entries", () => (long)cache.Entries, "{entry}", "Entries in the process.");
        meter.CreateObservableGauge("tokenpak.cache.size", () => cache.Bytes, "By", "Bytes in the process.");
    }

    public void RecordEngine(TimeSpan duration) => _engine.Record(duration.TotalSeconds);

    public void CountSecondLevel(Prefetch prefetch, TimeSpan duration)
    {
        _secondLevel.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("tokenpak.result", "answered"));
        Count(prefetch.Hits, "hit");
        Count(prefetch.Corrupt.Count, "corrupt");
        Count(prefetch.Asked - prefetch.Hits - prefetch.Corrupt.Count, "miss");
    }

    public void CountSecondLevelFailure(TimeSpan duration) => _secondLevel.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("tokenpak.result", "failed"));

    private void Count(int keys, string result)
    {
        if (keys > 0) _keys.Add(keys, new KeyValuePair<string, object?>("tokenpak.result", result));
    }

    private static IEnumerable<Measurement<long>> Misses(BlockCache cache) =>
        cache.Misses.ToDictionary().Select(reason => new Measurement<long>(reason.Value, new KeyValuePair<string, object?>("tokenpak.miss.reason", reason.Key)));
}
