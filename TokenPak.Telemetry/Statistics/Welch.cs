namespace TokenPak.Telemetry.Statistics;

/// <summary>Count, mean and unbiased variance.</summary>
internal readonly record struct Sample(long Count, double Mean, double Variance)
{
    public static Sample Of(long count, double sum, double squares)
    {
        if (count == 0) return default;
        var mean = sum / count;
        return new Sample(count, mean, count < 2 ? 0 : Math.Max(0, (squares - (sum * mean)) / (count - 1)));
    }
}

/// <summary>
/// The interval of a difference of two means whose variances differ: B. L. Welch, "The generalization of 'Student's' problem when several different population
/// variances are involved", Biometrika 34 (1947), 28–35, with the degrees of freedom of F. E. Satterthwaite (1946).
/// </summary>
internal static class Welch
{
    public const double Confidence = 0.95;

    // The normal quantile at 0.975.
    private const double Z = 1.959963984540054;

    public static (double Low, double High) Interval(Sample a, Sample b)
    {
        var (va, vb) = (a.Variance / a.Count, b.Variance / b.Count);
        var difference = a.Mean - b.Mean;
        if (va + vb == 0) return (difference, difference);

        var freedom = (va + vb) * (va + vb) / ((va * va / (a.Count - 1)) + (vb * vb / (b.Count - 1)));
        var reach = Quantile(freedom) * Math.Sqrt(va + vb);
        return (difference - reach, difference + reach);
    }

    /// <summary>Student's quantile at 0.975: Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5. From 10 degrees on right to 0.0005.</summary>
    internal static double Quantile(double freedom)
    {
        const double z3 = Z * Z * Z, z5 = z3 * Z * Z, z7 = z5 * Z * Z;
        return Z + ((z3 + Z) / (4 * freedom)) + (((5 * z5) + (16 * z3) + (3 * Z)) / (96 * freedom * freedom))
            + (((3 * z7) + (19 * z5) + (17 * z3) - (15 * Z)) / (384 * freedom * freedom * freedom));
    }
}
