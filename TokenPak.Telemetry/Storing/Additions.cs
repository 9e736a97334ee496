using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>What new rows add to everything that counts, in order of key, so that writers at the same time take their locks in the same order.</summary>
internal static class Additions
{
    public static InstanceRecord[] Instances(IReadOnlyList<RequestRecord> added) =>
    [
        .. added
            .Where(r => r.Instance is not null)
            .GroupBy(r => r.Instance ?? "", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new InstanceRecord
            {
                Instance = g.Key,
                MaxSequence = g.Max(r => r.Sequence ?? 0),
                Stored = g.LongCount(),
                LastSeen = g.Max(r => r.Timestamp),
            }),
    ];

    public static HourlyTotals[] Hourly(IReadOnlyList<RequestRecord> added) =>
    [
        .. added
            .GroupBy(r => (Hour: Timestamps.Hour(r.Timestamp), Provider: r.Provider ?? "", Model: r.Model ?? "", Session: r.SessionId ?? "", Agent: r.Agent ?? ""))
            .OrderBy(g => g.Key.Hour).ThenBy(g => g.Key.Provider, StringComparer.Ordinal).ThenBy(g => g.Key.Model, StringComparer.Ordinal)
            .ThenBy(g => g.Key.Session, StringComparer.Ordinal).ThenBy(g => g.Key.Agent, StringComparer.Ordinal)
            .Select(g => new HourlyTotals
            {
                Hour = g.Key.Hour,
                Provider = g.Key.Provider,
                Model = g.Key.Model,
                SessionId = g.Key.Session,
                Agent = g.Key.Agent,
                Requests = g.LongCount(),
                Errors = g.LongCount(r => r.IsError),
                Unpriced = g.LongCount(r => r.CostNanos is null),
                InputTokens = g.Sum(r => r.InputTokens ?? 0),
                OutputTokens = g.Sum(r => r.OutputTokens ?? 0),
                TokensSaved = g.Sum(r => r.TokensSaved),
                CacheReadTokens = g.Sum(r => r.CacheReadTokens ?? 0),
                CacheCreationTokens = g.Sum(r => r.CacheCreationTokens ?? 0),
                CacheBreaks = g.Sum(r => (long)r.CacheBreaks),
                CostNanos = g.Sum(r => r.CostNanos ?? 0),
                SubscriptionCostNanos = g.Sum(r => r.Subscription ? r.CostNanos ?? 0 : 0),
                GrossSavedNanos = g.Sum(r => r.GrossSavedNanos ?? 0),
                CacheBreakNanos = g.Sum(r => r.CacheBreakNanos ?? 0),
                NetSavedNanos = g.Sum(r => r.NetSavedNanos ?? 0),
                LatencyMicros = g.Sum(r => (long)Math.Round((r.LatencyMs ?? 0) * 1000)),
                Timed = g.LongCount(r => r.LatencyMs is not null),
            }),
    ];

    public static LatencyBucket[] Latencies(IReadOnlyList<RequestRecord> added) =>
    [
        .. added
            .SelectMany(Times)
            .GroupBy(t => t)
            .OrderBy(g => g.Key.Hour).ThenBy(g => g.Key.Provider, StringComparer.Ordinal).ThenBy(g => g.Key.Model, StringComparer.Ordinal).ThenBy(g => g.Key.Kind).ThenBy(g => g.Key.Bucket)
            .Select(g => new LatencyBucket
            {
                Hour = g.Key.Hour,
                Provider = g.Key.Provider,
                Model = g.Key.Model,
                Kind = g.Key.Kind,
                Bucket = g.Key.Bucket,
                Requests = g.LongCount(),
            }),
    ];

    private static IEnumerable<(DateTimeOffset Hour, string Provider, string Model, LatencyKind Kind, int Bucket)> Times(RequestRecord r)
    {
        var hour = Timestamps.Hour(r.Timestamp);
        if (r.LatencyMs is { } total) yield return (hour, r.Provider ?? "", r.Model ?? "", LatencyKind.Total, LatencyScale.Bucket(total));
        if (r.TimeToFirstByteMs is { } first) yield return (hour, r.Provider ?? "", r.Model ?? "", LatencyKind.FirstByte, LatencyScale.Bucket(first));
        if (r.CompileMs is { } compile) yield return (hour, r.Provider ?? "", r.Model ?? "", LatencyKind.Compile, LatencyScale.Bucket(compile));
    }
}
