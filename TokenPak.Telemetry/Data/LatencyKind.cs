namespace TokenPak.Telemetry.Data;

/// <summary>What was timed.</summary>
internal enum LatencyKind
{
    /// <summary>Arrival to last byte.</summary>
    Total = 0,

    /// <summary>Arrival to first body byte.</summary>
    FirstByte = 1,

    /// <summary>The compiler call.</summary>
    Compile = 2,
}
