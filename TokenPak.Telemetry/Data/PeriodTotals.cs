namespace TokenPak.Telemetry.Data;

/// <summary>The requests of one period of one provider, model and agent. Names that are unknown are empty, since they are part of the key.</summary>
internal abstract class PeriodTotals : UsageSums, IPeriodRow
{
    public DateTimeOffset Start { get; init; }
    public string Provider { get; init; } = "";
    public string Model { get; init; } = "";
    public string Agent { get; init; } = "";
}

/// <summary>One hour (UTC).</summary>
internal sealed class HourlyTotals : PeriodTotals;

/// <summary>One day (UTC).</summary>
internal sealed class DailyTotals : PeriodTotals;

/// <summary>One hour of one client session: what the other totals cannot be cut down to.</summary>
internal sealed class SessionHour : PeriodTotals
{
    public string SessionId { get; init; } = "";
}
