using System.Globalization;

namespace TokenPak.Load.Reporting;

/// <summary>Minimum, median and maximum.</summary>
internal readonly record struct Spread(double Minimum, double Median, double Maximum)
{
    public static Spread? Of(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        return sorted.Length == 0 ? null : new Spread(sorted[0], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[^1]);
    }

    public override string ToString() => ToString("0.00");

    public string ToString(string format)
    {
        string Text(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Text(Median)} ({Text(Minimum)}..{Text(Maximum)})";
    }
}
