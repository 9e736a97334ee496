namespace TokenPak.Telemetry.Data;

/// <summary>The statistics' own session: everything from its start to the next one's. The first has no lower end.</summary>
internal sealed class SessionRecord
{
    /// <summary>The id of the session that an empty database opens; generated ids come after it.</summary>
    public const long FirstId = 1;

    public long Id { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
