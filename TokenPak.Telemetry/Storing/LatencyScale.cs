using TokenPak.Contracts.Statistics;

namespace TokenPak.Telemetry.Storing;

/// <summary>Buckets whose borders grow by a tenth: any percentile read from them is right to within 10 %, from a microsecond to days.</summary>
internal static class LatencyScale
{
    /// <summary>Each bucket's upper border divided by its lower one.</summary>
    public const double Growth = 1.1;

    private const double Smallest = 0.001;

    /// <summary>The bucket of a time: 0 holds everything up to a microsecond.</summary>
    public static int Bucket(double milliseconds) => milliseconds <= Smallest ? 0 : (int)Math.Ceiling(Math.Log(milliseconds / Smallest, Growth));

    /// <summary>The longest time in a bucket, in milliseconds.</summary>
    public static double UpperBound(int bucket) => Smallest * Math.Pow(Growth, bucket);

    /// <summary>Percentiles of a histogram; null of an empty one.</summary>
    /// <param name="counts">Requests by bucket.</param>
    /// <param name="lowest">The bucket of the first of them.</param>
    public static Percentiles? Percentiles(ReadOnlySpan<long> counts, int lowest)
    {
        long total = 0;
        foreach (var requests in counts) total += requests;
        return total == 0 ? null : new Percentiles(total, At(counts, 0.5), At(counts, 0.9), At(counts, 0.95), At(counts, 0.99));

        double At(ReadOnlySpan<long> buckets, double share)
        {
            var left = Math.Max(1, (long)Math.Ceiling(share * total));
            var bucket = 0;
            while (bucket < buckets.Length - 1 && (left -= buckets[bucket]) > 0) bucket++;
            return Math.Round(UpperBound(lowest + bucket), 3);
        }
    }
}
