namespace TokenPak.Telemetry.Data;

/// <summary>A row of a rollup by hour or day.</summary>
internal interface IPeriodRow
{
    /// <summary>The period's first moment, UTC.</summary>
    DateTimeOffset Start { get; }
}
