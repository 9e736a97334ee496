using System.CommandLine;
using System.Globalization;
using TokenPak.Gateway.Publishing.Spooling;
using TokenPak.Local.Hosting;
using TokenPak.Telemetry;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak spool</c>: what waits on disk for the statistics.</summary>
internal static class SpoolCommand
{
    private static readonly Option<string?> Folder = new("--folder") { Description = "Folder of the spool (default: that of the data folder)", Recursive = true };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Really delete: the events are then missing from the statistics" };

    public static Command Create(SharedOptions options)
    {
        var replay = new Command("replay", "Stores what waits in the statistics of the data folder, while TokenPak runs or not.");
        replay.SetAction((result, cancellationToken) => ReplayAsync(options.Read(result), result.GetValue(Folder), Console.Out, cancellationToken));
        var purge = new Command("purge", "Deletes what waits.") { Yes };
        purge.SetAction(result => Purge(PathOf(options.Read(result), result.GetValue(Folder)), result.GetValue(Yes), Console.Out));
        var spool = new Command("spool", "Shows the events that wait on disk for the statistics.") { replay, purge };
        spool.Options.Add(Folder);
        spool.SetAction(result => Show(PathOf(options.Read(result), result.GetValue(Folder)), Console.Out));
        return spool;
    }

    internal static int Show(string folder, TextWriter output)
    {
        var contents = SpoolInspection.Read(folder);
        output.WriteLine(folder);
        output.WriteLine(Text($"{contents.Files} files, {contents.Events} events, {contents.Bytes} bytes waiting"));
        if (contents.Oldest is { } oldest) output.WriteLine(Text($"the oldest since {oldest:yyyy-MM-dd HH:mm:ss} UTC"));
        if (contents.Held > 0) output.WriteLine(Text($"{contents.Held} more files are held by a running gateway, which sends them itself"));
        if (contents.Damaged > 0) output.WriteLine(Text($"{contents.Damaged} damaged records cannot be read"));
        return ExitCodes.Ok;
    }

    internal static int Purge(string folder, bool yes, TextWriter output)
    {
        if (!yes) throw new StartupException(Text($"{SpoolInspection.Read(folder).Events} events wait in {folder}. They would be missing from the statistics for good: say --yes to delete them."));
        output.WriteLine(Text($"{SpoolInspection.Purge(folder)} events were deleted."));
        return ExitCodes.Ok;
    }

    internal static async Task<int> ReplayAsync(HostSettings settings, string? folder, TextWriter output, CancellationToken cancellationToken)
    {
        using var host = StoreOnly.Build(DataFolder.At(LocalConfiguration.Read(settings).DataPath));
        var (events, damaged) = await SpoolInspection.ReplayAsync(PathOf(settings, folder), (batch, token) => TelemetryReplay.StoreAsync(host.Services, batch, token), cancellationToken);
        await output.WriteLineAsync(Text($"{events} events were stored.{(damaged > 0 ? Text($" {damaged} damaged records could not be read.") : "")}"));
        return ExitCodes.Ok;
    }

    private static string PathOf(HostSettings settings, string? folder)
    {
        var configuration = LocalConfiguration.Read(settings);
        return folder ?? configuration.Configuration["TokenPak:Publishing:SpoolPath"] ?? Path.Combine(DataFolder.At(configuration.DataPath).Root, "spool");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
