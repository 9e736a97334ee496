namespace TokenPak.Telemetry.Data;

/// <summary>
/// The requests of one hour (UTC) of one provider, model, client session and agent, summed as rows arrive, in the rows' own transaction. What is
/// unknown adds nothing. Names that are unknown are empty here, since they are part of the key.
/// </summary>
internal sealed class HourlyTotals
{
    public required DateTimeOffset Hour { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required string SessionId { get; init; }
    public required string Agent { get; init; }

    public long Requests { get; init; }
    public long Errors { get; init; }
    public long Unpriced { get; init; }
    public long InputTokens { get; init; }
    public long OutputTokens { get; init; }
    public long TokensSaved { get; init; }
    public long CacheReadTokens { get; init; }
    public long CacheCreationTokens { get; init; }
    public long CacheBreaks { get; init; }
    public long CostNanos { get; init; }

    /// <summary>The part of <see cref="CostNanos"/> that nobody is billed by the token.</summary>
    public long SubscriptionCostNanos { get; init; }
    public long GrossSavedNanos { get; init; }
    public long CacheBreakNanos { get; init; }
    public long NetSavedNanos { get; init; }

    /// <summary>Whole microseconds, so that sums do not depend on their order.</summary>
    public long LatencyMicros { get; init; }

    /// <summary>Requests whose latency is known.</summary>
    public long Timed { get; init; }
}
