using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Ingestion;

namespace TokenPak.Telemetry.Data;

/// <summary>
/// Sums over requests, kept up in the rows' own transaction. What is unknown adds nothing. Money is billionths of a dollar and times are whole
/// microseconds, so that sums do not depend on their order.
/// </summary>
internal abstract class UsageSums
{
    public long Requests { get; set; }
    public long Errors { get; set; }
    public long Turns { get; set; }
    public long Unpriced { get; set; }
    public long Counted { get; set; }
    public long Unmetered { get; set; }
    public long InputTokens { get; set; }

    /// <summary>The part of <see cref="InputTokens"/> that the vault added.</summary>
    public long InjectedTokens { get; set; }
    public long UncachedInputTokens { get; set; }
    public long CacheReadTokens { get; set; }
    public long CacheCreationTokens { get; set; }
    public long OutputTokens { get; set; }
    public long ReasoningTokens { get; set; }
    public long TokensSaved { get; set; }
    public long SavedFirstSent { get; set; }
    public long SavedResent { get; set; }
    public long CacheBreaks { get; set; }
    public long CompileCacheHits { get; set; }
    public long CompileCacheMisses { get; set; }
    public long CostNanos { get; set; }

    /// <summary>The part of <see cref="CostNanos"/> that nobody is billed by the token.</summary>
    public long SubscriptionCostNanos { get; set; }
    public long GrossSavedNanos { get; set; }
    public long CacheBreakNanos { get; set; }
    public long NetSavedNanos { get; set; }
    public long LatencyMicros { get; set; }

    /// <summary>Requests whose latency is known.</summary>
    public long Timed { get; set; }

    /// <summary>Requests whose answer said that a budget is nearly used up.</summary>
    public long BudgetWarnings { get; set; }

    /// <summary>Prompt tokens as clients sent them: before compilation, and without what the vault added.</summary>
    public long RawTokens => InputTokens + TokensSaved - InjectedTokens;

    /// <summary>Adds one request.</summary>
    public virtual void Add(RequestRecord r)
    {
        var turn = RequestTypes.ReachModel(r.RequestType);
        Requests++;
        if (r.IsError) Errors++;
        if (turn) Turns++;
        if (r.CostNanos is null) Unpriced++;
        if (r.UsageSource == UsageSource.Counted) Counted++;
        if (r.UsageSource == UsageSource.Unknown && turn && r.Outcome != RequestOutcome.Rejected) Unmetered++;
        InputTokens += r.InputTokens ?? 0;
        InjectedTokens += r.InjectedInputTokens;
        UncachedInputTokens += r.UncachedInputTokens ?? 0;
        CacheReadTokens += r.CacheReadTokens ?? 0;
        CacheCreationTokens += r.CacheCreationTokens ?? 0;
        OutputTokens += r.OutputTokens ?? 0;
        ReasoningTokens += r.ReasoningTokens ?? 0;
        TokensSaved += r.TokensSaved;
        if (r.TokensSaved > 0)
        {
            SavedFirstSent += r.RemovedFirstSent ?? 0;
            SavedResent += r.RemovedResent ?? 0;
        }

        CacheBreaks += r.CacheBreaks;
        CompileCacheHits += r.CompileCacheHits;
        CompileCacheMisses += r.CompileCacheMisses;
        CostNanos += r.CostNanos ?? 0;
        if (r.Subscription) SubscriptionCostNanos += r.CostNanos ?? 0;
        GrossSavedNanos += r.GrossSavedNanos ?? 0;
        CacheBreakNanos += r.CacheBreakNanos ?? 0;
        NetSavedNanos += r.NetSavedNanos ?? 0;
        if (r.LatencyMs is { } latency)
        {
            LatencyMicros += (long)Math.Round(latency * 1000);
            Timed++;
        }

        if (r.BudgetWarning is not null) BudgetWarnings++;
    }

    /// <summary>Adds other sums.</summary>
    public void Add(UsageSums other)
    {
        Requests += other.Requests;
        Errors += other.Errors;
        Turns += other.Turns;
        Unpriced += other.Unpriced;
        Counted += other.Counted;
        Unmetered += other.Unmetered;
        InputTokens += other.InputTokens;
        InjectedTokens += other.InjectedTokens;
        UncachedInputTokens += other.UncachedInputTokens;
        CacheReadTokens += other.CacheReadTokens;
        CacheCreationTokens += other.CacheCreationTokens;
        OutputTokens += other.OutputTokens;
        ReasoningTokens += other.ReasoningTokens;
        TokensSaved += other.TokensSaved;
        SavedFirstSent += other.SavedFirstSent;
        SavedResent += other.SavedResent;
        CacheBreaks += other.CacheBreaks;
        CompileCacheHits += other.CompileCacheHits;
        CompileCacheMisses += other.CompileCacheMisses;
        CostNanos += other.CostNanos;
        SubscriptionCostNanos += other.SubscriptionCostNanos;
        GrossSavedNanos += other.GrossSavedNanos;
        CacheBreakNanos += other.CacheBreakNanos;
        NetSavedNanos += other.NetSavedNanos;
        LatencyMicros += other.LatencyMicros;
        Timed += other.Timed;
        BudgetWarnings += other.BudgetWarnings;
    }
}
