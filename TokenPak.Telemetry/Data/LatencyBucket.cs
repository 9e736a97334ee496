namespace TokenPak.Telemetry.Data;

/// <summary>How many requests of an hour, provider and model took about this long: percentiles without the rows.</summary>
internal sealed class LatencyBucket
{
    public required DateTimeOffset Hour { get; init; }
    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required LatencyKind Kind { get; init; }

    /// <summary>See <see cref="Storing.LatencyScale"/>.</summary>
    public required int Bucket { get; init; }

    public long Requests { get; init; }
}
