using System.Diagnostics;
using System.Globalization;
using TokenPak.VaultMeasures.Engines;

namespace TokenPak.VaultMeasures.Scale;

/// <summary>How long a lookup takes among many chunks, engine beside engine.</summary>
internal static class ScaleRun
{
    private const int Seed = 20260;

    public static int Run(int chunks, int queries)
    {
        using var folder = new TemporaryFolder();
        List<ISearchEngine> engines = [new VaultEngine(folder.Sub("vault")), new SqliteEngine(folder.Sub("sqlite"), ownWords: true)];
        var times = engines.ToDictionary(engine => engine, _ => new List<(double Wall, double Processor)>());
        var builds = engines.ToDictionary(engine => engine, _ => TimeSpan.Zero);
        var asked = new List<string>();
        var text = new SyntheticText(Seed);
        for (var i = 0; i < chunks; i++)
        {
            var chunk = text.Chunk();
            if (i % Math.Max(1, chunks / queries) == 0) asked.Add(text.Query(chunk));
            foreach (var engine in engines) builds[engine] += Time(() => engine.Add(i, chunk));
        }

        foreach (var engine in engines) builds[engine] += Time(engine.Seal);
        foreach (var (query, at) in asked.Select((query, at) => (query, at)))
        {
            // Turn and turn about; the first are to warm up.
            foreach (var engine in engines)
            {
                var processor = Environment.CpuUsage.TotalTime;
                var time = Time(() => engine.Search(query, 20));
                processor = Environment.CpuUsage.TotalTime - processor;
                if (at >= asked.Count / 5) times[engine].Add((time.TotalMilliseconds, processor.TotalMilliseconds));
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{chunks} chunks, {asked.Count} queries of 12 words\n\n| engine | built in s | p50 ms | p99 ms | processor p50 ms | processor p99 ms | on disk MB |\n|---|---|---|---|---|---|---|"));
        foreach (var engine in engines)
        {
            var (wall, processor) = (times[engine].Select(time => time.Wall).Order().ToArray(), times[engine].Select(time => time.Processor).Order().ToArray());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {engine.Name} | {builds[engine].TotalSeconds:F0} | {At(wall, 0.5):F2} | {At(wall, 0.99):F2} | {At(processor, 0.5):F2} | {At(processor, 0.99):F2} | {folder.Megabytes(engines.IndexOf(engine)):F0} |"));
            engine.Dispose();
        }

        return 0;
    }

    private static double At(double[] sorted, double share) => sorted[(int)((sorted.Length - 1) * share)];

    private static TimeSpan Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }
}
