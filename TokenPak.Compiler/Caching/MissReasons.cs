namespace TokenPak.Compiler.Caching;

/// <summary>Counts why decisions had to be made.</summary>
internal sealed class MissReasons
{
    public const int New = 0;
    public const int Expired = 1;
    public const int Evicted = 2;
    public const int Corrupt = 3;

    private static readonly string[] Names = ["new", "expired", "evicted", "corrupt"];
    private readonly long[] _counts = new long[Names.Length];

    public long Total => _counts.Sum();

    public void Add(int reason) => Interlocked.Increment(ref _counts[reason]);

    public IReadOnlyDictionary<string, long> ToDictionary() =>
        Names.Select((name, i) => (name, count: Interlocked.Read(ref _counts[i]))).Where(p => p.count > 0).ToDictionary(p => p.name, p => p.count);
}
