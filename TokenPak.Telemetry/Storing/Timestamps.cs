namespace TokenPak.Telemetry.Storing;

/// <summary>UTC to the microsecond, the precision that both databases keep: a time read back equals the one stored.</summary>
internal static class Timestamps
{
    /// <summary>The time now.</summary>
    public static DateTimeOffset Now(TimeProvider time) => Normalise(time.GetUtcNow());

    /// <summary>Any time, as stored.</summary>
    public static DateTimeOffset Normalise(DateTimeOffset time) => new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
