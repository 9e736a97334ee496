using System.CommandLine;
using System.Text;
using Spectre.Console;
using TokenPak.Contracts.Compilation;
using TokenPak.Local.Demo;
using TokenPak.Local.Demo.StandIn;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak demo</c>.</summary>
internal static class DemoCommand
{
    public static Command Create(SharedOptions options)
    {
        var exit = new Option<bool>("--exit") { Description = "End when the figures are printed, instead of serving the dashboard until Ctrl-C" };
        var command = new Command("demo", "Plays a coding agent's conversation with and without TokenPak, against a provider stand-in: no key, no network.") { exit };
        command.SetAction((result, cancellationToken) => RunAsync(options.Read(result), result.GetValue(exit), Terminal.Create(), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(HostSettings settings, bool exit, IAnsiConsole console, CancellationToken cancellationToken)
    {
        var interactive = Terminal.IsInteractive;
        console.WriteLine("TokenPak demo: a coding agent fixes a bug in a small service, in 14 requests to a provider stand-in in this process.");
        try
        {
            var script = DemoScript.Load();
            DemoHost? started = null;
            await using var standIn = await ProviderStandIn.StartAsync(script, CountTokensAsync, cancellationToken);
            await using var host = started = await DemoHost.StartAsync(settings, standIn.Address, cancellationToken);
            using var play = new DemoPlay(script, host.Running.Address, host.Running.Mode);
            var figures = await play.RunAsync(interactive ? new BarProgress(console) : new LineProgress(console), cancellationToken);
            DemoReport.Write(console, figures);
            await EndAsync(host, interactive && !exit, console);
            return ExitCodes.Ok;

            // The stand-in counts by the host's own tokenizer: the provider's is not public.
            ValueTask<int> CountTokensAsync(string text, CancellationToken token) => started is { } running
                ? running.Compiler.CountTokensAsync(Encoding.UTF8.GetBytes(text), token)
                : throw new InvalidOperationException("Asked before the host runs.");
        }
        catch (DemoException e)
        {
            await Console.Error.WriteLineAsync($"tokenpak: {e.Message}");
            return ExitCodes.Failed;
        }
    }

    private static async Task EndAsync(DemoHost host, bool stay, IAnsiConsole console)
    {
        console.WriteLine();
        if (stay)
        {
            console.WriteLine($"The dashboard shows it: http://localhost:{host.Running.Port}/dashboard (until Ctrl-C)");
            await host.Running.WaitForShutdownAsync();
        }
        else
        {
            console.WriteLine($"The dashboard showed it at http://localhost:{host.Running.Port}/dashboard; in a terminal, without --exit, the demo goes on serving it.");
            await host.Running.StopAsync();
        }
    }
}
