using TokenPak.Contracts;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Data;

/// <summary><c>TokenPak.Telemetry migrate</c>: brings the database up to date and ends. Replicas of the service never race for it, and need no right to change the schema.</summary>
internal static class MigrateCommand
{
    public const string Name = "migrate";

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(IServiceProvider services)
    {
        try
        {
            await services.GetRequiredService<RollupRebuild>().MigrateAsync(CancellationToken.None);
            Console.WriteLine("The telemetry database is up to date.");
            return 0;
        }
        catch (Exception e) when (StoreFailures.IsStoreFailure(e))
        {
            await Console.Error.WriteLineAsync($"The database {ResourceNames.TelemetryDatabase} could not be migrated: {e.Message}");
            return 1;
        }
    }
}
