using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>
/// The latency histograms of hours and days, kept in memory: a period that is over hardly ever changes, and there are many buckets in it. What is kept counts only while
/// the period's totals say the same as when it was read, so late events and other replicas' rows are seen at once.
/// </summary>
internal sealed class HistogramCache
{
    private const int MostHistograms = 100_000;

    private readonly Dictionary<(bool IsDays, DateTimeOffset Start), Entry> _entries = [];
    private readonly Lock _lock = new();
    private int _histograms;

    /// <summary>The histograms of each provider, model and kind over a period.</summary>
    public async Task<Dictionary<HistogramKey, Histogram>> ReadAsync(TelemetryDbContext db, Period period, CancellationToken cancellationToken)
    {
        IQueryable<PeriodTotals> totals = period.IsDays ? db.DailyTotals : db.HourlyTotals;
        var marks = await totals.AsNoTracking()
            .Where(t => t.Start >= period.Start && t.Start < period.To)
            .GroupBy(t => t.Start)
            .Select(g => new { Start = g.Key, Mark = new Mark(g.Sum(t => t.Requests), g.Sum(t => t.LatencyMicros)) })
            .ToListAsync(cancellationToken);
        var known = new Dictionary<DateTimeOffset, Entry>();
        lock (_lock)
        {
            foreach (var mark in marks)
            {
                if (_entries.TryGetValue((period.IsDays, mark.Start), out var entry) && entry.Mark == mark.Mark) known[mark.Start] = entry;
            }
        }

        var wanted = marks.Where(m => !known.ContainsKey(m.Start)).ToDictionary(m => m.Start, m => m.Mark);
        foreach (var (start, entry) in await FetchAsync(db, period.IsDays, wanted, cancellationToken)) known[start] = entry;
        var sums = new Dictionary<HistogramKey, Histogram>();
        foreach (var (key, histogram) in known.Values.SelectMany(e => e.Histograms))
        {
            if (!sums.TryGetValue(key, out var sum)) sums[key] = sum = new Histogram();
            sum.Add(histogram);
        }

        return sums;
    }

    private async Task<Dictionary<DateTimeOffset, Entry>> FetchAsync(TelemetryDbContext db, bool isDays, Dictionary<DateTimeOffset, Mark> wanted, CancellationToken cancellationToken)
    {
        if (wanted.Count == 0) return [];
        IQueryable<LatencyCount> latencies = isDays ? db.DailyLatencies : db.HourlyLatencies;
        var (first, last) = (wanted.Keys.Min(), wanted.Keys.Max());
        var starts = wanted.Keys.ToList();
        var fetched = wanted.ToDictionary(w => w.Key, w => new Entry(w.Value, []));
        await foreach (var count in latencies.AsNoTracking().Where(l => l.Start >= first && l.Start <= last && starts.Contains(l.Start)).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            var histograms = fetched[count.Start].Histograms;
            var key = new HistogramKey(count.Provider, count.Model, count.Kind);
            if (!histograms.TryGetValue(key, out var histogram)) histograms[key] = histogram = new Histogram();
            histogram.Add(count.Bucket, count.Requests);
        }

        lock (_lock)
        {
            foreach (var (start, entry) in fetched)
            {
                if (_entries.Remove((isDays, start), out var old)) _histograms -= old.Histograms.Count;
                if (_histograms + entry.Histograms.Count > MostHistograms)
                {
                    _entries.Clear();
                    _histograms = 0;
                }

                _entries[(isDays, start)] = entry;
                _histograms += entry.Histograms.Count;
            }
        }

        return fetched;
    }

    private sealed record Mark(long Requests, long LatencyMicros);

    private sealed record Entry(Mark Mark, Dictionary<HistogramKey, Histogram> Histograms);
}
