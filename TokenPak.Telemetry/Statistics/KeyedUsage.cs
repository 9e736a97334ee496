using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums of one group.</summary>
internal sealed class KeyedUsage<TKey> : UsageSums
{
    public required TKey Key { get; init; }
}

/// <summary>Sums rollups in the database, and sums of sums here.</summary>
internal static class KeyedUsage
{
    /// <summary>In memory.</summary>
    public static List<KeyedUsage<TKey>> SumBy<TKey, T>(this IEnumerable<T> rows, Func<T, TKey> key) where TKey : notnull where T : UsageSums
    {
        var sums = new Dictionary<TKey, KeyedUsage<TKey>>();
        foreach (var row in rows)
        {
            var group = key(row);
            if (!sums.TryGetValue(group, out var sum)) sums[group] = sum = new KeyedUsage<TKey> { Key = group };
            sum.Add(row);
        }

        return [.. sums.Values];
    }

    /// <summary>In the database.</summary>
    public static Task<List<KeyedUsage<TKey>>> SumAsync<TKey, T>(this IQueryable<IGrouping<TKey, T>> groups, CancellationToken cancellationToken) where T : UsageSums => groups
        .Select(g => new KeyedUsage<TKey>
        {
            Key = g.Key,
            Requests = g.Sum(t => t.Requests),
            Errors = g.Sum(t => t.Errors),
            Turns = g.Sum(t => t.Turns),
            Unpriced = g.Sum(t => t.Unpriced),
            Counted = g.Sum(t => t.Counted),
            Unmetered = g.Sum(t => t.Unmetered),
            InputTokens = g.Sum(t => t.InputTokens),
            InjectedTokens = g.Sum(t => t.InjectedTokens),
            UncachedInputTokens = g.Sum(t => t.UncachedInputTokens),
            CacheReadTokens = g.Sum(t => t.CacheReadTokens),
            CacheCreationTokens = g.Sum(t => t.CacheCreationTokens),
            OutputTokens = g.Sum(t => t.OutputTokens),
            ReasoningTokens = g.Sum(t => t.ReasoningTokens),
            TokensSaved = g.Sum(t => t.TokensSaved),
            SavedFirstSent = g.Sum(t => t.SavedFirstSent),
            SavedResent = g.Sum(t => t.SavedResent),
            CacheBreaks = g.Sum(t => t.CacheBreaks),
            CompileCacheHits = g.Sum(t => t.CompileCacheHits),
            CompileCacheMisses = g.Sum(t => t.CompileCacheMisses),
            CostNanos = g.Sum(t => t.CostNanos),
            SubscriptionCostNanos = g.Sum(t => t.SubscriptionCostNanos),
            GrossSavedNanos = g.Sum(t => t.GrossSavedNanos),
            CacheBreakNanos = g.Sum(t => t.CacheBreakNanos),
            NetSavedNanos = g.Sum(t => t.NetSavedNanos),
            LatencyMicros = g.Sum(t => t.LatencyMicros),
            Timed = g.Sum(t => t.Timed),
            BudgetWarnings = g.Sum(t => t.BudgetWarnings),
        })
        .ToListAsync(cancellationToken);

    /// <summary>All of them together, as the API shows it.</summary>
    public static UsageTotals Totals(this IEnumerable<UsageSums> parts)
    {
        var sums = parts as IReadOnlyCollection<UsageSums> ?? [.. parts];
        var (input, read) = (sums.Sum(t => t.InputTokens), sums.Sum(t => t.CacheReadTokens));
        var (saved, timed) = (sums.Sum(t => t.TokensSaved), sums.Sum(t => t.Timed));
        var (hits, misses) = (sums.Sum(t => t.CompileCacheHits), sums.Sum(t => t.CompileCacheMisses));
        return new UsageTotals
        {
            Requests = sums.Sum(t => t.Requests),
            Errors = sums.Sum(t => t.Errors),
            CostUsd = Money.ToDollars(sums.Sum(t => t.CostNanos)),
            SubscriptionCostUsd = Money.ToDollars(sums.Sum(t => t.SubscriptionCostNanos)),
            CostSavedUsd = Money.ToDollars(sums.Sum(t => t.NetSavedNanos)),
            GrossSavedUsd = Money.ToDollars(sums.Sum(t => t.GrossSavedNanos)),
            CacheBreakUsd = Money.ToDollars(sums.Sum(t => t.CacheBreakNanos)),
            CacheBreaks = sums.Sum(t => t.CacheBreaks),
            InputTokens = sums.Sum(t => t.RawTokens),
            SentInputTokens = input,
            InjectedTokens = sums.Sum(t => t.InjectedTokens),
            UncachedInputTokens = sums.Sum(t => t.UncachedInputTokens),
            CacheReadTokens = read,
            CacheCreationTokens = sums.Sum(t => t.CacheCreationTokens),
            OutputTokens = sums.Sum(t => t.OutputTokens),
            ReasoningTokens = sums.Sum(t => t.ReasoningTokens),
            TokensSaved = saved,
            TokensSavedFirstSent = sums.Sum(t => t.SavedFirstSent),
            TokensSavedResent = sums.Sum(t => t.SavedResent),
            UnpricedRequests = sums.Sum(t => t.Unpriced),
            CountedRequests = sums.Sum(t => t.Counted),
            UnmeteredRequests = sums.Sum(t => t.Unmetered),
            CompileCacheHits = hits,
            CompileCacheMisses = misses,
            CompileCacheHitRate = hits + misses > 0 ? (double)hits / (hits + misses) : null,
            ProviderCacheHitRate = input > 0 ? (double)read / input : null,
            BudgetWarnings = sums.Sum(t => t.BudgetWarnings),
            AvgLatencyMs = timed > 0 ? sums.Sum(t => t.LatencyMicros) / 1000.0 / timed : null,
        };
    }

    /// <summary>Names that are unknown are empty in the rollups, and null outside.</summary>
    public static string? Name(string name) => name.Length == 0 ? null : name;
}
