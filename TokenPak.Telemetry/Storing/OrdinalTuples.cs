namespace TokenPak.Telemetry.Storing;

/// <summary>Keys in an order that does not depend on the culture: the default comparer of tuples compares text by it.</summary>
internal static class OrdinalTuples
{
    public static readonly IComparer<(string, int)> Two = Comparer<(string, int)>.Create((a, b) => First(string.CompareOrdinal(a.Item1, b.Item1), a.Item2.CompareTo(b.Item2)));

    public static readonly IComparer<(DateTimeOffset, string, string, string)> Four = Comparer<(DateTimeOffset, string, string, string)>.Create((a, b) => First(
        a.Item1.CompareTo(b.Item1), string.CompareOrdinal(a.Item2, b.Item2), string.CompareOrdinal(a.Item3, b.Item3), string.CompareOrdinal(a.Item4, b.Item4)));

    public static readonly IComparer<(string, DateTimeOffset, string, string, string)> Five = Comparer<(string, DateTimeOffset, string, string, string)>.Create((a, b) => First(
        string.CompareOrdinal(a.Item1, b.Item1), a.Item2.CompareTo(b.Item2), string.CompareOrdinal(a.Item3, b.Item3), string.CompareOrdinal(a.Item4, b.Item4), string.CompareOrdinal(a.Item5, b.Item5)));

    public static readonly IComparer<(DateTimeOffset, string, string, int, int)> Latency = Comparer<(DateTimeOffset, string, string, int, int)>.Create((a, b) => First(
        a.Item1.CompareTo(b.Item1), string.CompareOrdinal(a.Item2, b.Item2), string.CompareOrdinal(a.Item3, b.Item3), a.Item4.CompareTo(b.Item4), a.Item5.CompareTo(b.Item5)));

    private static int First(params ReadOnlySpan<int> orders)
    {
        foreach (var order in orders)
        {
            if (order != 0) return order;
        }

        return 0;
    }
}
