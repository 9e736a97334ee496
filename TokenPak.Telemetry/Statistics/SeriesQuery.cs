using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums over time, and a period beside the one before.</summary>
internal sealed class SeriesQuery(PeriodUsage usage)
{
    private const int MostEmpty = 5000;

    private static readonly RollupKey<BucketKey> ByBucket = new(t => new BucketKey(t.Start, t.Model));
    private static readonly RollupKey<int> Together = new(_ => 1);

    public async Task<UsageSeries> SeriesAsync(TelemetryDbContext db, PeriodQuery query, Period period, CancellationToken cancellationToken)
    {
        var parts = await usage.SumAsync(db, query, period, ByBucket, cancellationToken);
        var byBucket = parts.GroupBy(p => period.BucketOf(p.Key.Start)).ToDictionary(g => g.Key, g => Bucket(g.Key, [.. g], p => p.Key.Model));
        return new UsageSeries { From = period.From, To = period.To, Bucket = period.Bucket, Totals = parts.Totals(), Buckets = Fill(byBucket, period) };
    }

    public async Task<UsageTrend> TrendAsync(TelemetryDbContext db, PeriodQuery query, Period period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        IReadOnlyList<Period> before = query.From is null ? [] : period.Before(now);
        var previous = await TotalsAsync(db, query, before, cancellationToken);
        return new UsageTrend
        {
            From = period.From,
            To = period.To,
            Bucket = period.Bucket,
            Current = await TotalsAsync(db, query, [period], cancellationToken),
            Previous = previous.Requests > 0 ? previous : null,
            PreviousFrom = before.Count > 0 ? before[^1].From : null,
            EventsLost = await TotalsQuery.EventsLostAsync(db, period.Start, cancellationToken),
        };
    }

    private async Task<UsageTotals> TotalsAsync(TelemetryDbContext db, PeriodQuery query, IReadOnlyList<Period> periods, CancellationToken cancellationToken)
    {
        var sums = new List<UsageSums>();
        foreach (var period in periods) sums.AddRange(await usage.SumAsync(db, query, period, Together, cancellationToken));
        return sums.Totals();
    }

    private static SeriesBucket Bucket<TKey>(DateTimeOffset start, KeyedUsage<TKey>[] parts, Func<KeyedUsage<TKey>, string> model) => new(parts.Totals())
    {
        Start = start,
        ByModel = parts.GroupBy(p => SnapshotMapper.ModelName(model(p)), StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Part([.. g])),
    };

    private static SeriesPart Part(UsageSums[] sums) => new()
    {
        Requests = sums.Sum(s => s.Requests),
        Errors = sums.Sum(s => s.Errors),
        CostUsd = Money.ToDollars(sums.Sum(s => s.CostNanos)),
        InputTokens = sums.Sum(s => s.RawTokens),
        SentInputTokens = sums.Sum(s => s.InputTokens),
        OutputTokens = sums.Sum(s => s.OutputTokens),
        TokensSaved = sums.Sum(s => s.TokensSaved),
        GrossSavedUsd = Money.ToDollars(sums.Sum(s => s.GrossSavedNanos)),
        CostSavedUsd = Money.ToDollars(sums.Sum(s => s.NetSavedNanos)),
    };

    private static List<SeriesBucket> Fill(Dictionary<DateTimeOffset, SeriesBucket> buckets, Period period)
    {
        if (period.From is not { } from || (period.To - from) / period.Step > MostEmpty) return [.. buckets.Values.OrderBy(b => b.Start)];
        var filled = new List<SeriesBucket>();
        for (var start = from; start < period.To; start += period.Step)
        {
            filled.Add(buckets.TryGetValue(start, out var bucket) ? bucket : Bucket<int>(start, [], _ => ""));
        }

        return filled;
    }

    private readonly record struct BucketKey(DateTimeOffset Start, string Model);
}
