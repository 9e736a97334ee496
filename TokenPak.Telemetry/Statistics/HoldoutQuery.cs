using Microsoft.EntityFrameworkCore;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Compares the arms per conversation, the unit that they were drawn by.</summary>
internal static class HoldoutQuery
{
    /// <summary>Below it means are not near enough to normal for an interval to hold.</summary>
    public const int MinimumConversations = 30;

    private const string TooFew = "too_few";
    private const double NanosPerDollar = 1e9;

    public static async Task<HoldoutComparison> ReadAsync(TelemetryDbContext db, PeriodQuery query, CancellationToken cancellationToken)
    {
        var (from, to) = (query.From is { } f ? Timestamps.Normalise(f) : (DateTimeOffset?)null, query.To is { } t ? Timestamps.Normalise(t) : (DateTimeOffset?)null);
        var conversations = db.Conversations.AsNoTracking();
        if (from is { } start) conversations = conversations.Where(c => c.FirstSeen >= start);
        if (to is { } end) conversations = conversations.Where(c => c.FirstSeen < end);
        var arms = await conversations.GroupBy(c => c.Arm).Select(g => new ArmSums
        {
            Arm = g.Key,
            Conversations = g.LongCount(),
            Requests = g.Sum(c => c.Turns),
            Priced = g.Sum(c => c.Unpriced == 0 ? 1L : 0L),
            Cost = g.Sum(c => c.Unpriced == 0 ? (double)c.CostNanos : 0),
            CostSquares = g.Sum(c => c.Unpriced == 0 ? (double)c.CostNanos * c.CostNanos : 0),
            TurnSquares = g.Sum(c => (double)c.Turns * c.Turns),
            Errors = g.Sum(c => (double)c.Errors),
            ErrorSquares = g.Sum(c => (double)c.Errors * c.Errors),
            ToolErrorsKnown = g.Sum(c => c.ToolErrorsKnown > 0 ? 1L : 0L),
            ToolErrors = g.Sum(c => (double)c.MostToolErrors),
            ToolErrorSquares = g.Sum(c => (double)c.MostToolErrors * c.MostToolErrors),
            RetriesKnown = g.Sum(c => c.RetriesKnown > 0 ? 1L : 0L),
            Retries = g.Sum(c => (double)c.Retries),
            RetrySquares = g.Sum(c => (double)c.Retries * c.Retries),
        }).ToListAsync(cancellationToken);
        return Compare(arms.Find(a => a.Arm == HoldoutArmKind.Compiled) ?? new ArmSums(), arms.Find(a => a.Arm == HoldoutArmKind.Holdout) ?? new ArmSums(), from, to);
    }

    private static HoldoutComparison Compare(ArmSums compiled, ArmSums holdout, DateTimeOffset? from, DateTimeOffset? to)
    {
        HoldoutMeasure[] measures =
        [
            Measure("cost_usd", a => Sample.Of(a.Priced, a.Cost / NanosPerDollar, a.CostSquares / NanosPerDollar / NanosPerDollar)),
            Measure("turns", a => Sample.Of(a.Conversations, a.Requests, a.TurnSquares)),
            Measure("errors", a => Sample.Of(a.Conversations, a.Errors, a.ErrorSquares)),
            Measure("tool_errors", a => Sample.Of(a.ToolErrorsKnown, a.ToolErrors, a.ToolErrorSquares)),
            Measure("retries", a => Sample.Of(a.RetriesKnown, a.Retries, a.RetrySquares)),
        ];
        var cost = measures[0];
        var enough = Math.Min(cost.CompiledCount, cost.HoldoutCount) >= MinimumConversations;
        return new HoldoutComparison
        {
            From = from,
            To = to,
            Compiled = Arm(compiled),
            Holdout = Arm(holdout),
            Measures = measures,
            HeadlineSavedShare = cost is { Significant: true, CompiledMean: { } with, HoldoutMean: > 0 and var without } ? 1 - (with / without) : null,
            Verdict = !enough ? TooFew : cost.Significant ? "significant" : "not_significant",
            MinimumConversations = MinimumConversations,
            Confidence = Welch.Confidence,
        };

        HoldoutMeasure Measure(string name, Func<ArmSums, Sample> sample) => Difference(name, sample(compiled), sample(holdout));
    }

    private static HoldoutMeasure Difference(string name, Sample compiled, Sample holdout)
    {
        var measure = new HoldoutMeasure
        {
            Measure = name,
            CompiledCount = compiled.Count,
            HoldoutCount = holdout.Count,
            CompiledMean = compiled.Count > 0 ? compiled.Mean : null,
            HoldoutMean = holdout.Count > 0 ? holdout.Mean : null,
        };
        if (Math.Min(compiled.Count, holdout.Count) < MinimumConversations) return measure;

        var (low, high) = Welch.Interval(compiled, holdout);
        return measure with { Difference = compiled.Mean - holdout.Mean, Low = low, High = high, Significant = low > 0 || high < 0 };
    }

    private static HoldoutArm Arm(ArmSums arm) => new() { Conversations = arm.Conversations, Requests = arm.Requests, UnpricedConversations = arm.Conversations - arm.Priced };

    private sealed class ArmSums
    {
        public HoldoutArmKind Arm { get; init; }
        public long Conversations { get; init; }
        public long Requests { get; init; }
        public long Priced { get; init; }
        public double Cost { get; init; }
        public double CostSquares { get; init; }
        public double TurnSquares { get; init; }
        public double Errors { get; init; }
        public double ErrorSquares { get; init; }
        public long ToolErrorsKnown { get; init; }
        public double ToolErrors { get; init; }
        public double ToolErrorSquares { get; init; }
        public long RetriesKnown { get; init; }
        public double Retries { get; init; }
        public double RetrySquares { get; init; }
    }
}
