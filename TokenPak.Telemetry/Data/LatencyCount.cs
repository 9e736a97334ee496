namespace TokenPak.Telemetry.Data;

/// <summary>How many requests of a period, provider and model took about this long: percentiles without the rows.</summary>
internal abstract class LatencyCount : IPeriodRow
{
    public DateTimeOffset Start { get; init; }
    public string Provider { get; init; } = "";
    public string Model { get; init; } = "";
    public LatencyKind Kind { get; init; }

    /// <summary>See <see cref="Storing.LatencyScale"/>.</summary>
    public int Bucket { get; init; }

    public long Requests { get; set; }
}

/// <summary>One hour (UTC).</summary>
internal sealed class HourlyLatency : LatencyCount;

/// <summary>One day (UTC).</summary>
internal sealed class DailyLatency : LatencyCount;
