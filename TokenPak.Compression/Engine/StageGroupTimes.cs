namespace TokenPak.Compression.Engine;

/// <summary>Where the time of a compression goes, by group of stages. For whoever looks at a trace: nothing is decided by it.</summary>
/// <param name="time">The clock.</param>
public sealed class StageGroupTimes(TimeProvider time)
{
    private readonly long[] _ticks = new long[3];
    private readonly int[] _known = new int[3];
    private readonly int[] _made = new int[3];

    /// <summary>The time that decisions of a group took to make; those that were known take none.</summary>
    public TimeSpan Spent(StageGroup group) => time.GetElapsedTime(0, _ticks[(int)group]);

    /// <summary>Decisions of a group that the cache knew.</summary>
    public int Known(StageGroup group) => _known[(int)group];

    /// <summary>Decisions of a group that were made anew.</summary>
    public int Made(StageGroup group) => _made[(int)group];

    internal long Start() => time.GetTimestamp();

    internal void AddKnown(StageGroup group) => _known[(int)group]++;

    internal void AddMade(StageGroup group, long start)
    {
        _ticks[(int)group] += time.GetTimestamp() - start;
        _made[(int)group]++;
    }
}
