namespace TokenPak.Telemetry.Storing;

/// <summary>UTC to the microsecond, the precision that both databases keep: a time read back equals the one stored.</summary>
internal static class Timestamps
{
    /// <summary>The time now.</summary>
    public static DateTimeOffset Now(TimeProvider time) => Normalise(time.GetUtcNow());

    /// <summary>Any time, as stored; nothing was before 1970.</summary>
    public static DateTimeOffset Normalise(DateTimeOffset time) => time < DateTimeOffset.UnixEpoch ? DateTimeOffset.UnixEpoch : Floor(time, TimeSpan.TicksPerMicrosecond);

    /// <summary>The start of the hour.</summary>
    public static DateTimeOffset Hour(DateTimeOffset time) => Floor(time, TimeSpan.TicksPerHour);

    /// <summary>The start of the UTC day.</summary>
    public static DateTimeOffset Day(DateTimeOffset time) => Floor(time, TimeSpan.TicksPerDay);

    private static DateTimeOffset Floor(DateTimeOffset time, long ticks) => new(time.UtcTicks - (time.UtcTicks % ticks), TimeSpan.Zero);
}
