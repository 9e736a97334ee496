namespace TokenPak.Telemetry.Data;

/// <summary>What one stage removed in the requests of a period, provider, model and agent.</summary>
internal abstract class StageTotals : IPeriodRow
{
    public DateTimeOffset Start { get; init; }
    public string Provider { get; init; } = "";
    public string Model { get; init; } = "";
    public string Agent { get; init; } = "";
    public string Stage { get; init; } = "";
    public long Requests { get; set; }
    public long Blocks { get; set; }
    public long TokensSaved { get; set; }
}

/// <summary>One hour (UTC).</summary>
internal sealed class HourlyStages : StageTotals;

/// <summary>One day (UTC).</summary>
internal sealed class DailyStages : StageTotals;
