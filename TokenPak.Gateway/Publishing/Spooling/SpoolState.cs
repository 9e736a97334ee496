namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>What waits on disk for the bus, for health and metrics.</summary>
internal sealed class SpoolState(TimeProvider time)
{
    private const long Nothing = long.MaxValue;

    private long _events;
    private long _bytes;
    private long _damaged;
    private long _oldest = Nothing;

    /// <summary>Events that wait.</summary>
    public long EventsWaiting => Interlocked.Read(ref _events);

    /// <summary>Bytes of the files that hold them, those already sent of a file not yet done included.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Records that could not be read since start: torn by a crash, or changed on disk. What they held is lost.</summary>
    public long DamagedRecords => Interlocked.Read(ref _damaged);

    /// <summary>How long the oldest has been waiting; null where nothing waits.</summary>
    public TimeSpan? OldestAge => Interlocked.Read(ref _oldest) is var oldest && oldest == Nothing
        ? null
        : TimeSpan.FromMilliseconds(Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - oldest));

    internal void Set(long events, long bytes, long? oldest)
    {
        Interlocked.Exchange(ref _events, events);
        Interlocked.Exchange(ref _bytes, bytes);
        Interlocked.Exchange(ref _oldest, oldest ?? Nothing);
    }

    internal void CountDamaged(int records) => Interlocked.Add(ref _damaged, records);
}
