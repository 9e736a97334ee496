namespace TokenPak.Telemetry.Data;

/// <summary>A gateway process as seen by its events: its sequence counts from 1 without gaps, so what is missing was lost.</summary>
internal sealed class InstanceRecord
{
    public required string Instance { get; init; }

    /// <summary>The highest sequence number stored.</summary>
    public long MaxSequence { get; init; }

    /// <summary>Events stored, each once.</summary>
    public long Stored { get; init; }

    /// <summary>The newest event's arrival.</summary>
    public DateTimeOffset LastSeen { get; init; }
}
