using TokenPak.Load.Measuring;
using TokenPak.Load.Targets;

namespace TokenPak.Load.Reporting;

/// <summary>Every figure is a ratio, or a difference, of two runs of the same round; shown is the median over the rounds with minimum and maximum.</summary>
internal static class LoadReport
{
    public static void Write(TextWriter output, IReadOnlyList<Run> runs)
    {
        foreach (var group in runs.GroupBy(run => run.Load))
        {
            var load = group.Key;
            output.WriteLine($"### {load}");
            output.WriteLine();
            if (load.Connections == 1) WriteLatency(output, [.. group]);
            else WriteThroughput(output, [.. group]);
        }

        WriteNoise(output, runs);
    }

    private static void WriteThroughput(TextWriter output, Run[] runs)
    {
        var table = new Table("proxy", "requests/s ÷ direct", "requests/s ÷ bare YARP", "CPU a request ÷ bare YARP", "CPU a request, µs", "memory, MB");
        foreach (var target in Proxies(runs))
        {
            table.Add(
                target.Name,
                Show(Paired(runs, target, Target.Direct, (run, direct) => run.Wrk.RequestsPerSecond / direct.Wrk.RequestsPerSecond)),
                Show(Paired(runs, target, Target.BareYarp, (run, bare) => run.Wrk.RequestsPerSecond / bare.Wrk.RequestsPerSecond)),
                Show(Paired(runs, target, Target.BareYarp, (run, bare) => run.CpuMicroseconds / bare.CpuMicroseconds)),
                Show(Spread.Of(runs.Where(run => run.Target == target).Select(run => run.CpuMicroseconds ?? double.NaN)), "0"),
                target.Process?.ResidentMegabytes.ToString("0", System.Globalization.CultureInfo.InvariantCulture) ?? "");
        }

        table.WriteTo(output);
    }

    private static void WriteLatency(TextWriter output, Run[] runs)
    {
        var table = new Table("proxy", "added p50, ms", "added p50 ÷ bare YARP's", "CPU a request ÷ bare YARP", "p50 ÷ direct");
        foreach (var target in Proxies(runs))
        {
            table.Add(
                target.Name,
                Show(Paired(runs, target, Target.Direct, (run, direct) => Added(run, direct)), "0.000"),
                Show(Ratio(runs, target)),
                Show(Paired(runs, target, Target.BareYarp, (run, bare) => run.CpuMicroseconds / bare.CpuMicroseconds)),
                Show(Paired(runs, target, Target.Direct, (run, direct) => run.Wrk.MedianMilliseconds / direct.Wrk.MedianMilliseconds)));
        }

        table.WriteTo(output);
    }

    private static void WriteNoise(TextWriter output, IReadOnlyList<Run> runs)
    {
        if (Spread.Of(runs.Select(run => run.OthersShare * 100)) is { } others)
            output.WriteLine($"Other programs took {others.ToString("0")} % of the machine during the runs{(others.Median > 5 ? ": TOO MUCH for figures worth keeping" : "")}.");
        output.WriteLine();
    }

    private static double Added(Run run, Run direct) => run.Wrk.MedianMilliseconds - direct.Wrk.MedianMilliseconds;

    private static Spread? Ratio(Run[] runs, Target target) => Spread.Of(runs.GroupBy(run => run.Round).Select(round =>
        round.FirstOrDefault(run => run.Target == target) is { } run && round.FirstOrDefault(r => r.Target.Name == Target.BareYarp) is { } bare
            && round.FirstOrDefault(r => r.Target.Name == Target.Direct) is { } direct
            ? Added(run, direct) / Added(bare, direct)
            : double.NaN));

    private static Spread? Paired(Run[] runs, Target target, string other, Func<Run, Run, double?> figure) => Spread.Of(runs.GroupBy(run => run.Round).Select(round =>
        round.FirstOrDefault(run => run.Target == target) is { } run && round.FirstOrDefault(r => r.Target.Name == other) is { } with ? figure(run, with) ?? double.NaN : double.NaN));

    private static IEnumerable<Target> Proxies(Run[] runs) => runs.Select(run => run.Target).Where(target => target.Name != Target.Direct).Distinct();

    private static string Show(Spread? spread, string format = "0.00") => spread?.ToString(format) ?? "–";
}
