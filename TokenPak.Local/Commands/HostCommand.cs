using System.CommandLine;
using TokenPak.Local.Hosting;
using TokenPak.Local.Running;

namespace TokenPak.Local.Commands;

/// <summary>No command: the proxy, until it is stopped.</summary>
internal static class HostCommand
{
    public static RootCommand Create(SharedOptions options)
    {
        var background = new Option<bool>("--background") { Hidden = true };
        var root = new RootCommand("A drop-in proxy that cuts the tokens that LLM applications and coding agents send. Without a command it serves.")
        {
            background,
        };
        root.SetAction((result, cancellationToken) => result.GetValue(background)
            ? BackgroundHost.ServeAsync(options.Read(result), cancellationToken)
            : ServeAsync(options.Read(result), Console.Out, cancellationToken));
        return root;
    }

    private static async Task<int> ServeAsync(HostSettings settings, TextWriter output, CancellationToken cancellationToken)
    {
        await using var host = await RunningHost.StartAsync(settings, cancellationToken);
        foreach (var line in Banner.Lines(host.Port, host.Mode, host.DataPath)) await output.WriteLineAsync(line);
        await output.FlushAsync(cancellationToken);
        await host.WaitForShutdownAsync();
        return ExitCodes.Ok;
    }
}
