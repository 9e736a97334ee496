using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>The latency histograms of hours and days.</summary>
internal sealed class HistogramCache() : PeriodCache<LatencyCount, Dictionary<HistogramKey, Histogram>, KeyValuePair<HistogramKey, Histogram>>(most: 100_000)
{
    /// <summary>The histograms of each provider, model and kind over a period.</summary>
    public async Task<Dictionary<HistogramKey, Histogram>> ReadAsync(TelemetryDbContext db, Period period, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<HistogramKey, Histogram>();
        foreach (var (key, histogram) in await ReadAsync(db, period.IsDays, period.Start, period.To, cancellationToken)) At(sums, key).Add(histogram);
        return sums;
    }

    protected override IQueryable<LatencyCount> Rows(TelemetryDbContext db, bool days) => days ? db.DailyLatencies : db.HourlyLatencies;

    protected override void Add(Dictionary<HistogramKey, Histogram> part, LatencyCount row) => At(part, new HistogramKey(row.Provider, row.Model, row.Kind)).Add(row.Bucket, row.Requests);

    private static Histogram At(Dictionary<HistogramKey, Histogram> histograms, HistogramKey key)
    {
        if (!histograms.TryGetValue(key, out var histogram)) histograms[key] = histogram = new Histogram();
        return histogram;
    }
}
