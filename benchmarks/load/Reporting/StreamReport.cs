using TokenPak.Load.Measuring;
using TokenPak.Load.Targets;

namespace TokenPak.Load.Reporting;

/// <summary>Streams, one after the other: medians beside those of no proxy and of bare YARP.</summary>
internal static class StreamReport
{
    public static void Write(TextWriter output, IReadOnlyList<StreamTiming> timings)
    {
        output.WriteLine($"### Server-sent events, {timings.GroupBy(timing => timing.Target).First().Count()} streams each");
        output.WriteLine();
        var table = new Table("proxy", "first byte, added p50, ms", "beyond bare YARP's, ms", "first byte, added p95, ms", "later events, added delay p50, ms");
        var direct = timings.Where(timing => timing.Target.Name == Target.Direct).ToArray();
        var bare = timings.Where(timing => timing.Target.Name == Target.BareYarp).ToArray();
        foreach (var group in timings.Where(timing => timing.Target.Name != Target.Direct).GroupBy(timing => timing.Target))
        {
            StreamTiming[] own = [.. group];
            table.Add(
                group.Key.Name,
                Show(Quantile(own, 0.5, t => t.FirstByte) - Quantile(direct, 0.5, t => t.FirstByte)),
                bare.Length == 0 ? "–" : Show(Quantile(own, 0.5, t => t.FirstByte) - Quantile(bare, 0.5, t => t.FirstByte)),
                Show(Quantile(own, 0.95, t => t.FirstByte) - Quantile(direct, 0.95, t => t.FirstByte)),
                Show(Quantile(own, 0.5, t => t.EventLag) - Quantile(direct, 0.5, t => t.EventLag)));
        }

        table.WriteTo(output);
    }

    private static double Quantile(StreamTiming[] timings, double at, Func<StreamTiming, double> figure)
    {
        var sorted = timings.Select(figure).Order().ToArray();
        return sorted[Math.Min(sorted.Length - 1, (int)(at * sorted.Length))];
    }

    private static string Show(double value) => value.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture);
}
