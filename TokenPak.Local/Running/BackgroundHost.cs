using System.Diagnostics;
using TokenPak.Local.Commands;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Running;

/// <summary>
/// The host that <c>run</c> starts where none serves: a process of its own, away from the terminal. It outlives the agent that started it, since a
/// second one may use it, and ends a while after the last.
/// </summary>
internal static class BackgroundHost
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    /// <summary>The child's side.</summary>
    public static async Task<int> ServeAsync(HostSettings settings, CancellationToken cancellationToken)
    {
        Native.LeaveTerminal();
        var folder = DataFolder.At(settings.DataPath ?? ConfiguredDataPath());
        folder.Create();
        await using var log = new StreamWriter(folder.BackgroundLog, append: false) { AutoFlush = true };
        Console.SetOut(log);
        Console.SetError(log);
        try
        {
            await using var host = await RunningHost.StartAsync(settings, cancellationToken);
            var options = host.Services.GetRequiredService<IConfiguration>().GetSection(LingerOptions.SectionName).Get<LingerOptions>() ?? new LingerOptions();
            var unneeded = new Linger(folder.Leases, options, host.Services.GetRequiredService<TimeProvider>()).UntilUnneededAsync(cancellationToken);
            if (await Task.WhenAny(host.WaitForShutdownAsync(), unneeded) == unneeded) await host.StopAsync();
            return ExitCodes.Ok;
        }
        catch (StartupException e)
        {
            await log.WriteLineAsync(e.Message);
            return ExitCodes.CannotStart;
        }
    }

    /// <summary>The parent's side: starts the child and waits until it serves.</summary>
    public static async Task StartAsync(HostSettings settings, LocalClient client, DataFolder folder, CancellationToken cancellationToken)
    {
        // Pipes of its own: on the parent's, whoever reads the agent's output would wait for the host's end.
        var start = new ProcessStartInfo
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SelfCommand.Apply(start);
        foreach (var argument in Arguments(settings, client.Port)) start.ArgumentList.Add(argument);

        using var process = Process.Start(start) ?? throw new StartupException("The background host could not be started.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartLimit);
        try
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (await timer.WaitForNextTickAsync(limit.Token))
            {
                if (await client.IsTokenPakAsync(limit.Token)) return;
                if (process.HasExited) throw new StartupException($"The background host ended at once; why is in {folder.BackgroundLog}");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new StartupException($"The background host does not answer on port {client.Port}; see {folder.BackgroundLog}");
        }
    }

    private static IEnumerable<string> Arguments(HostSettings settings, int port)
    {
        yield return "--background";
        foreach (var argument in new[] { "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture) }) yield return argument;
        if (settings.Mode is { } mode)
        {
            yield return "--mode";
            yield return Contracts.Compilation.CompilationModeNames.ToWireName(mode);
        }

        if (settings.DataPath is { } data)
        {
            yield return "--data";
            yield return Path.GetFullPath(data);
        }
    }

    private static string? ConfiguredDataPath() => LocalConfiguration.Read(new HostSettings()).DataPath;
}
