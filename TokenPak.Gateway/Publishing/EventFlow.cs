namespace TokenPak.Gateway.Publishing;

/// <summary>How many events were made, published and lost since start: lets a host wait until nothing is under way.</summary>
public sealed class EventFlow
{
    private long _accepted;
    private long _adopted;
    private long _published;
    private long _lost;

    /// <summary>Requests that ended; each becomes one event.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Events that an earlier process left on disk.</summary>
    public long Adopted => Interlocked.Read(ref _adopted);

    /// <summary>Events that the bus has taken.</summary>
    public long Published => Interlocked.Read(ref _published);

    /// <summary>Events that never reached the bus.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>Whether nothing is under way to the bus, in memory or on disk.</summary>
    public bool IsIdle => Published + Lost >= Accepted + Adopted;

    internal long Accept() => Interlocked.Increment(ref _accepted);

    internal void Adopt(long count) => Interlocked.Add(ref _adopted, count);

    internal void Publish(int count) => Interlocked.Add(ref _published, count);

    internal void Lose(int count) => Interlocked.Add(ref _lost, count);
}
