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
}
