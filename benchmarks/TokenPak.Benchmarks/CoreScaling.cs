using System.Diagnostics;
using System.Globalization;
using TokenPak.Compression.Engine;

namespace TokenPak.Benchmarks;

/// <summary>
/// <c>-- cores</c>: requests a second from one thread and from more, in turns, each thread with a request and a cache of its own. Where threads hinder each other, a request takes more
/// processor time than from one thread, which a busy machine does not hide.
/// </summary>
internal static class CoreScaling
{
    private const int Rounds = 5;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(2);

    public static void Print()
    {
        var engine = new CompressionEngine();
        var body = Material.AgentBody("112 KB");
        Console.WriteLine("| 112 KB | threads | requests/s | to one thread | processor time a request |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (var (name, isWarm) in new[] { ("cold", false), ("warm", true) })
        {
            var best = new double[Environment.ProcessorCount + 1];
            var least = new double[Environment.ProcessorCount + 1];
            Array.Fill(least, double.MaxValue);
            for (var round = 0; round < Rounds; round++)
            {
                for (var threads = 1; threads <= Environment.ProcessorCount; threads++)
                {
                    var (perSecond, microseconds) = Measure(engine, body, threads, isWarm);
                    best[threads] = Math.Max(best[threads], perSecond);
                    least[threads] = Math.Min(least[threads], microseconds);
                }
            }

            for (var threads = 1; threads <= Environment.ProcessorCount; threads++)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {threads} | {best[threads]:N0} | {best[threads] / best[1]:N2} | {least[threads]:N0} µs |"));
        }
    }

    private static (double PerSecond, double Microseconds) Measure(CompressionEngine engine, byte[] body, int threads, bool isWarm)
    {
        long done = 0;
        using var start = new Barrier(threads + 1);
        var watch = new Stopwatch();
        var workers = Enumerable.Range(0, threads).Select(_ => new Thread(() =>
        {
            var cache = new DictionaryCache();
            engine.Compress(Material.Request(body), cache);
            start.SignalAndWait();
            var own = 0L;
            for (; watch.Elapsed < Round; own++) engine.Compress(Material.Request(body), isWarm ? cache : null);
            Interlocked.Add(ref done, own);
        })).ToList();
        workers.ForEach(w => w.Start());
        watch.Start();
        start.SignalAndWait();
        var before = Environment.CpuUsage.TotalTime;
        watch.Restart();
        workers.ForEach(w => w.Join());
        return (done / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalMicroseconds / done);
    }
}
