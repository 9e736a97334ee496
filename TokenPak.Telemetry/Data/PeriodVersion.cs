namespace TokenPak.Telemetry.Data;

/// <summary>
/// How often the rollups of an hour or a day were written, counted in the same transaction: what was read of them after a version is right for as long as the version
/// stands, whoever writes. Only ever counts up; the row stays where the rollups are cleared.
/// </summary>
internal sealed class PeriodVersion
{
    public bool IsDay { get; init; }
    public DateTimeOffset Start { get; init; }
    public long Version { get; set; }
}
