using System.CommandLine;
using TokenPak.Local.Hosting;
using TokenPak.Telemetry;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak telemetry rebuild</c>.</summary>
internal static class TelemetryCommand
{
    public static Command Create(SharedOptions options)
    {
        var rebuild = new Command("rebuild", "Makes the totals that the statistics read anew from the stored requests, while TokenPak runs or not.");
        rebuild.SetAction((result, cancellationToken) => RebuildAsync(options.Read(result), Console.Out, cancellationToken));
        return new Command("telemetry", "Looks after the stored statistics.") { rebuild };
    }

    private static async Task<int> RebuildAsync(HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        using var host = StoreOnly.Build(DataFolder.At(LocalConfiguration.Read(settings).DataPath));
        var rows = await TelemetryRebuild.RunAsync(host.Services, cancellationToken);
        await output.WriteLineAsync($"The totals were made anew from {rows} requests.");
        return ExitCodes.Ok;
    }
}
