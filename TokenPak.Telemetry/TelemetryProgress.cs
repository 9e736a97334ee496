namespace TokenPak.Telemetry;

/// <summary>How far storing has come since this process started: a host that drains before it ends waits for <see cref="Handled"/>.</summary>
public sealed class TelemetryProgress
{
    private long _stored;
    private long _known;
    private long _rejected;
    private long _poison;

    /// <summary>Events stored.</summary>
    public long Stored => Interlocked.Read(ref _stored);

    /// <summary>Events that were there already: redelivered ones.</summary>
    public long Known => Interlocked.Read(ref _known);

    /// <summary>Events that can never be stored: broken or refused by the database.</summary>
    public long Rejected => Interlocked.Read(ref _rejected);

    /// <summary>Messages that were set aside unread, in the error queue or the one of unknown types; how many events they held is not known.</summary>
    public long Poison => Interlocked.Read(ref _poison);

    /// <summary>Events that need nothing more, whatever became of them.</summary>
    public long Handled => Stored + Known + Rejected;

    internal void Count(int stored, int known, int rejected)
    {
        Interlocked.Add(ref _stored, stored);
        Interlocked.Add(ref _known, known);
        Interlocked.Add(ref _rejected, rejected);
    }

    internal void CountPoison() => Interlocked.Increment(ref _poison);
}
