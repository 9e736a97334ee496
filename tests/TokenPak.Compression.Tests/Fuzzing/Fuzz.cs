using System.Diagnostics;
using System.Globalization;
using TokenPak.Compression.Tests.Stages;

namespace TokenPak.Compression.Tests.Fuzzing;

/// <summary>
/// Runs a property on texts of ever new seeds for a while: some seconds by default, <c>TOKENPAK_FUZZ_SECONDS</c> for longer. The first seed is printed with every failure, and
/// <c>TOKENPAK_FUZZ_SEED</c> runs one seed alone.
/// </summary>
internal static class Fuzz
{
    private const int DefaultSeconds = 2;
    private const int LeastRounds = 200;

    public static void Run(Action<TextRolls> property)
    {
        if (Number("TOKENPAK_FUZZ_SEED") is { } only)
        {
            property(new TextRolls(only));
            return;
        }

        // The same seeds in every ordinary run; a longer one goes further.
        var time = TimeSpan.FromSeconds(Number("TOKENPAK_FUZZ_SECONDS") ?? DefaultSeconds);
        var watch = Stopwatch.StartNew();
        for (var seed = 1; seed <= LeastRounds || watch.Elapsed < time; seed++)
        {
            try
            {
                property(new TextRolls(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"TOKENPAK_FUZZ_SEED={seed} fails: {e.Message}", e);
            }
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
