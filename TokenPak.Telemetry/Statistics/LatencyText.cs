using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Statistics;

/// <summary>One histogram as the database writes it together.</summary>
internal sealed class LatencyText : IPeriodRow
{
    public DateTimeOffset Start { get; init; }
    public string Provider { get; init; } = "";
    public string Model { get; init; } = "";
    public LatencyKind Kind { get; init; }

    /// <summary><c>bucket:requests</c>, separated by commas, in any order.</summary>
    public string Counts { get; init; } = "";
}
