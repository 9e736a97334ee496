using System.Globalization;

namespace TokenPak.Benchmarks;

/// <summary>
/// <c>-- cpu</c>: processor time an operation of <see cref="EngineBenchmarks"/> takes, which says the same on a busy machine as on a quiet one.
/// </summary>
internal static class CpuTimes
{
    private const int Rounds = 5;

    public static void Print()
    {
        Console.WriteLine("| input | bytes | scan + hash | MB/s | warm, spliced | one more turn | cold |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var input in new[] { "112 KB", "100k tokens" })
        {
            var benchmarks = new EngineBenchmarks { Input = input };
            benchmarks.Setup();
            var bytes = Material.AgentBody(input).Length;
            var scan = Microseconds(benchmarks.Scan, 500);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {input} | {bytes:N0} | {scan:N0} µs | {bytes / scan:N0} | {Microseconds(() => benchmarks.WarmAndSplice(), 500):N0} µs | {Microseconds(benchmarks.OneMoreTurn, 50):N0} µs | {Microseconds(benchmarks.Cold, 5) / 1000:N1} ms |"));
        }
    }

    private static double Microseconds(Func<object> operation, int count)
    {
        for (var i = 0; i < count; i++) operation();
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var before = Environment.CpuUsage.TotalTime;
            for (var i = 0; i < count; i++) operation();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / count);
        }

        return best;
    }
}
