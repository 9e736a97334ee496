using System.Globalization;
using TokenPak.Compression.Documents;
using TokenPak.Compression.Engine;
using TokenPak.Compression.Stages;
using TokenPak.Compression.Stages.Repeat;
using TokenPak.Compression.Tokens;

namespace TokenPak.Benchmarks;

/// <summary>
/// <c>-- cpu</c>: processor time an operation of <see cref="EngineBenchmarks"/> takes, which says the same on a busy machine as on a quiet one.
/// </summary>
internal static class CpuTimes
{
    private const int Rounds = 5;

    /// <summary>In the order of the ladder.</summary>
    private static readonly string[] StageInputs = ["terminal", "terminal", "json", "json", "search", "log", "diff"];

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

        PrintStages();
    }

    /// <summary>Each stage on the text that it is for, and the counter on all of them: megabytes a second, bytes allocated by one call.</summary>
    private static void PrintStages()
    {
        Console.WriteLine();
        Console.WriteLine("| what | input | bytes | MB/s | allocated bytes |");
        Console.WriteLine("|---|---|---|---|---|");
        using var output = new TextBuffer();
        foreach (var (stage, input) in StageCatalog.Ladder.Zip(StageInputs))
        {
            var text = Material.Text(input);
            Row(stage.Kind == StageKind.Reshape && stage.Id == StageId.Json ? "json, tables" : StageId.Names[stage.Id], input, text, () =>
            {
                output.Clear();
                return stage.TryApply(text, output);
            });
        }

        foreach (var input in new[] { "code", "log" })
        {
            var text = Material.Text(input);
            using var index = new LineIndex();
            index.Add(text, "result 1", "");
            Row("repeat, against the same", input, text, () =>
            {
                output.Clear();
                return RepeatStage.TryApply(text + "\nend", ContentKind.File, StageId.Repeat, index, TokenCounter.For(TokenEncoding.O200kBase), output);
            });
        }

        foreach (var stage in StageCatalog.Lossy)
        {
            var input = StageId.Names[stage.Id] switch { "html" => "page", "skeleton" => "functions", "prose" => "sentences", "rows" => "json", _ => "log" };
            var text = Material.Text(input);
            Row(StageId.Names[stage.Id], input, text, () =>
            {
                output.Clear();
                return stage.TryShorten(Material.Block(text), output);
            });
        }

        foreach (var input in StageInputs.Append("prose").Append("code").Distinct())
        {
            var text = Material.Text(input);
            Row("token counter", input, text, () => TokenCounter.For(TokenEncoding.O200kBase).Count(text));
        }
    }

    private static void Row(string what, string input, string text, Func<object> operation)
    {
        var microseconds = Microseconds(operation, 40);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++) operation();
        var allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
        var bytes = System.Text.Encoding.UTF8.GetByteCount(text);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {input} | {bytes:N0} | {bytes / microseconds:N0} | {allocated:N0} |"));
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
