using System.Globalization;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>
/// The latency histograms of hours and days. There are many buckets in a long period, so the sum of all but its last hour or day is kept as well, for as long as
/// none of those changes.
/// </summary>
internal sealed class HistogramCache() : PeriodCache<LatencyText, Dictionary<HistogramKey, Histogram>, KeyValuePair<HistogramKey, Histogram>>(most: 100_000)
{
    private const int MostSums = 16;

    private readonly Dictionary<(bool IsDays, DateTimeOffset Start), Sum> _sums = [];
    private readonly Lock _lock = new();

    /// <summary>The histograms of each provider, model and kind over a period.</summary>
    public async Task<Dictionary<HistogramKey, Histogram>> ReadAsync(TelemetryDbContext db, Period period, CancellationToken cancellationToken)
    {
        var parts = await ReadAsync(db, period.IsDays, period.Start, period.To, cancellationToken);
        return parts.Count < 2 ? Together(parts) : Together([Kept((period.IsDays, period.Start), [.. parts.SkipLast(1)]), parts[^1]]);
    }

    /// <summary>A text for each histogram: a row for each of its buckets takes the database and the reader several times as long.</summary>
    protected override IQueryable<LatencyText> Rows(TelemetryDbContext db, bool days) => (days ? (IQueryable<LatencyCount>)db.DailyLatencies : db.HourlyLatencies)
        .GroupBy(l => new { l.Start, l.Provider, l.Model, l.Kind })
        .Select(g => new LatencyText { Start = g.Key.Start, Provider = g.Key.Provider, Model = g.Key.Model, Kind = g.Key.Kind, Counts = string.Join(",", g.Select(l => l.Bucket + ":" + l.Requests)) });

    protected override void Add(Dictionary<HistogramKey, Histogram> part, LatencyText row)
    {
        var histogram = At(part, new HistogramKey(row.Provider, row.Model, row.Kind));
        foreach (var count in row.Counts.AsSpan().Split(','))
        {
            var text = row.Counts.AsSpan(count);
            var colon = text.IndexOf(':');
            histogram.Add(int.Parse(text[..colon], CultureInfo.InvariantCulture), long.Parse(text[(colon + 1)..], CultureInfo.InvariantCulture));
        }
    }

    private Dictionary<HistogramKey, Histogram> Kept((bool IsDays, DateTimeOffset Start) period, Dictionary<HistogramKey, Histogram>[] parts)
    {
        lock (_lock)
        {
            // Parts that have not changed are the same objects.
            if (_sums.TryGetValue(period, out var kept) && kept.Parts.AsSpan().SequenceEqual(parts)) return kept.Histograms;
        }

        var sum = new Sum(parts, Together(parts));
        lock (_lock)
        {
            if (_sums.Count >= MostSums) _sums.Clear();
            _sums[period] = sum;
        }

        return sum.Histograms;
    }

    private static Dictionary<HistogramKey, Histogram> Together(IReadOnlyList<Dictionary<HistogramKey, Histogram>> parts)
    {
        var sums = new Dictionary<HistogramKey, Histogram>();
        foreach (var (key, histogram) in parts.SelectMany(part => part)) At(sums, key).Add(histogram);
        return sums;
    }

    private static Histogram At(Dictionary<HistogramKey, Histogram> histograms, HistogramKey key)
    {
        if (!histograms.TryGetValue(key, out var histogram)) histograms[key] = histogram = new Histogram();
        return histogram;
    }

    private sealed record Sum(Dictionary<HistogramKey, Histogram>[] Parts, Dictionary<HistogramKey, Histogram> Histograms);
}
