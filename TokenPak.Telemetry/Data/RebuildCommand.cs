using TokenPak.Contracts;

namespace TokenPak.Telemetry.Data;

/// <summary><c>TokenPak.Telemetry rebuild</c>: makes the rollups anew from the rows, beside running replicas or without, and ends.</summary>
internal static class RebuildCommand
{
    public const string Name = "rebuild";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        try
        {
            Console.WriteLine($"The rollups were made anew from {await TelemetryRebuild.RunAsync(services, CancellationToken.None)} rows.");
            return 0;
        }
        catch (Exception e) when (StoreFailures.IsStoreFailure(e))
        {
            await Console.Error.WriteLineAsync($"The rollups of {ResourceNames.TelemetryDatabase} could not be made anew: {e.Message}");
            return 1;
        }
    }
}
