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
    public static Percentiles? Percentiles(IEnumerable<(int Bucket, long Requests)> counts)
    {
        var histogram = counts.OrderBy(c => c.Bucket).ToList();
        var total = histogram.Sum(c => c.Requests);
        return total == 0 ? null : new Percentiles(total, At(0.5), At(0.9), At(0.95), At(0.99));

        double At(double share)
        {
            var rank = Math.Max(1, (long)Math.Ceiling(share * total));
            long below = 0;
            foreach (var (bucket, requests) in histogram)
            {
                below += requests;
                if (below >= rank) return Math.Round(UpperBound(bucket), 3);
            }

            return Math.Round(UpperBound(histogram[^1].Bucket), 3);
        }
    }
}
