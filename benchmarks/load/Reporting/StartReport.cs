using TokenPak.Load.Measuring;
using TokenPak.Load.Targets;

namespace TokenPak.Load.Reporting;

/// <summary>Starts and memory.</summary>
internal static class StartReport
{
    public static void Write(TextWriter output, IReadOnlyList<StartTiming> starts)
    {
        output.WriteLine("### Start (each with an empty data folder) and memory");
        output.WriteLine();
        var table = new Table("proxy", "listens ÷ bare YARP", "first answer ÷ bare YARP", "listens, ms", "first answer, ms", "idle, MB", "after one agent request, MB");
        var bare = starts.Where(start => start.Name == Target.BareYarp).ToArray();
        foreach (var group in starts.GroupBy(start => start.Name))
        {
            table.Add(
                group.Key,
                Times(group, bare, start => start.Listens),
                Times(group, bare, start => start.Served),
                Show(group, start => start.Listens),
                Show(group, start => start.Served),
                Show(group, start => start.IdleMegabytes),
                Show(group, start => start.UsedMegabytes));
        }

        table.WriteTo(output);
    }

    private static string Show(IEnumerable<StartTiming> starts, Func<StartTiming, double?> figure) => Spread.Of(starts.Select(figure).OfType<double>())?.ToString("0") ?? "–";

    private static string Times(IEnumerable<StartTiming> starts, StartTiming[] bare, Func<StartTiming, double?> figure) =>
        Spread.Of(starts.Select(figure).OfType<double>()) is { } own && Spread.Of(bare.Select(figure).OfType<double>()) is { } other
            ? (own.Median / other.Median).ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)
            : "–";
}
