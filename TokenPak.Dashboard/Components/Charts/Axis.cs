using TokenPak.Dashboard.Components.Figures;

namespace TokenPak.Dashboard.Components.Charts;

/// <summary>Steps and labels of a chart's axes.</summary>
internal static class Axis
{
    /// <summary>The library wants whole steps of at least 1, so values are given in hundredths of a step.</summary>
    public const int UnitsPerStep = 100;

    /// <summary>A round step (1, 2 or 5 and zeros) that takes four lines to the highest value.</summary>
    public static double Step(double highest)
    {
        if (!(highest > 0) || !double.IsFinite(highest)) return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(highest / 4)));
        return (highest / 4 / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }

    /// <summary>A label for some of the columns, so that none overprints its neighbour.</summary>
    public static string[] Labels(IReadOnlyList<DateTimeOffset> starts, int most)
    {
        var labels = new string[starts.Count];
        var every = Math.Max(1, (starts.Count + most - 1) / most);
        var hourly = starts.Count > 1 && starts[1] - starts[0] < TimeSpan.FromDays(1);
        for (var i = 0; i < labels.Length; i++)
        {
            labels[i] = i % every == 0 ? starts[i].UtcDateTime.ToString(hourly ? "HH:mm" : "MMM d", Show.Culture) : "";
        }

        return labels;
    }
}
