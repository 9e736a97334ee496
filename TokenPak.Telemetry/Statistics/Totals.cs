namespace TokenPak.Telemetry.Statistics;

/// <summary>Sums over the requests of one model, or of all: of what is known. A request of unknown cost adds nothing to it and counts as unpriced.</summary>
internal sealed record Totals
{
    /// <summary>Empty where the requests named none.</summary>
    public string Model { get; init; } = "";

    public long Requests { get; init; }
    public long Errors { get; init; }
    public long Unpriced { get; init; }
    public long InputTokens { get; init; }
    public long InjectedTokens { get; init; }
    public long OutputTokens { get; init; }
    public long TokensSaved { get; init; }
    public long CacheReadTokens { get; init; }
    public long CacheCreationTokens { get; init; }
    public long CacheBreaks { get; init; }
    public long CostNanos { get; init; }
    public long NetSavedNanos { get; init; }
    public long LatencyMicros { get; init; }
    public long Timed { get; init; }

    /// <summary>Prompt tokens as clients sent them.</summary>
    public long RawTokens => InputTokens + TokensSaved - InjectedTokens;

    /// <summary>Of one model.</summary>
    public static Totals Of(KeyedUsage<string> usage) => new()
    {
        Model = usage.Key,
        Requests = usage.Requests,
        Errors = usage.Errors,
        Unpriced = usage.Unpriced,
        InputTokens = usage.InputTokens,
        InjectedTokens = usage.InjectedTokens,
        OutputTokens = usage.OutputTokens,
        TokensSaved = usage.TokensSaved,
        CacheReadTokens = usage.CacheReadTokens,
        CacheCreationTokens = usage.CacheCreationTokens,
        CacheBreaks = usage.CacheBreaks,
        CostNanos = usage.CostNanos,
        NetSavedNanos = usage.NetSavedNanos,
        LatencyMicros = usage.LatencyMicros,
        Timed = usage.Timed,
    };

    /// <summary>All of them together.</summary>
    public static Totals Of(IReadOnlyCollection<Totals> parts) => new()
    {
        Requests = parts.Sum(t => t.Requests),
        Errors = parts.Sum(t => t.Errors),
        Unpriced = parts.Sum(t => t.Unpriced),
        InputTokens = parts.Sum(t => t.InputTokens),
        InjectedTokens = parts.Sum(t => t.InjectedTokens),
        OutputTokens = parts.Sum(t => t.OutputTokens),
        TokensSaved = parts.Sum(t => t.TokensSaved),
        CacheReadTokens = parts.Sum(t => t.CacheReadTokens),
        CacheCreationTokens = parts.Sum(t => t.CacheCreationTokens),
        CacheBreaks = parts.Sum(t => t.CacheBreaks),
        CostNanos = parts.Sum(t => t.CostNanos),
        NetSavedNanos = parts.Sum(t => t.NetSavedNanos),
        LatencyMicros = parts.Sum(t => t.LatencyMicros),
        Timed = parts.Sum(t => t.Timed),
    };
}
