using System.Globalization;
using System.Text;
using TokenPak.Compression.Tests.Support;

namespace TokenPak.Benchmarks;

/// <summary>What tools print, of our own making.</summary>
internal static class ToolOutput
{
    public static string Log(int lines, int seed)
    {
        var random = new Random(seed);
        var time = new DateTime(2026, 3, 30, 4, 0, 0, DateTimeKind.Utc);
        var text = new StringBuilder();
        for (var i = 0; i < lines; i++)
        {
            time = time.AddMilliseconds(random.Next(2000));
            text.Append(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd HH:mm:ss.fff} {(random.Next(9) == 0 ? "WARN" : "INFO")} [worker-{random.Next(8)}] Job {random.Next(100_000)} finished in {random.Next(9000)} ms\n");
        }

        return text.ToString();
    }

    public static string Search(int lines, int seed)
    {
        var random = new Random(seed);
        var code = Texts.Code(lines, seed);
        return string.Join('\n', code.Select((line, i) => $"src/service/part_{i / 20}/module_{i / 7}.py:{random.Next(1, 900)}:{line}"));
    }

    public static string Diff(int files, int seed) => string.Concat(Enumerable.Range(0, files).Select(i =>
        $"diff --git a/src/part_{i}.py b/src/part_{i}.py\nindex 1a2b{i:x4}..3c4d{i:x4} 100644\n--- a/src/part_{i}.py\n+++ b/src/part_{i}.py\n@@ -1,12 +1,12 @@\n"
        + string.Concat(Texts.Code(12, seed + i).Select((line, n) => $"{(n % 4 == 0 ? "-" : n % 4 == 1 ? "+" : " ")}{line}\n"))));

    public static string Terminal(int lines, int seed) => string.Concat(Enumerable.Range(0, lines).Select(i =>
        $"\u001b[32mok\u001b[0m {i}% of the parcels\r\u001b[32mok\u001b[0m {i + 1}% of the parcels   \n" + (i % 5 == 0 ? Texts.Report(1, seed + i) : "")));
}
