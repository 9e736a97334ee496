using System.CommandLine;
using TokenPak.Local.Hosting;

namespace TokenPak.Local.Commands;

/// <summary>The <c>tokenpak</c> command line.</summary>
internal static class CommandLine
{
    public static async Task<int> InvokeAsync(string[] args)
    {
        // What follows `run <agent>` is the agent's own, options included: it never meets this parser.
        var (own, agentArguments) = AgentArguments.Split(args);
        var options = new SharedOptions();
        var root = HostCommand.Create(options);
        options.AddTo(root);
        root.Subcommands.Add(DemoCommand.Create(options));
        root.Subcommands.Add(RunCommand.Create(options, agentArguments));
        root.Subcommands.Add(DoctorCommand.Create(options));
        root.Subcommands.Add(CompressCommand.Create(options));
        root.Subcommands.Add(EvaluateCommand.Create(options));
        root.Subcommands.Add(IndexCommand.Create(options));
        root.Subcommands.Add(TelemetryCommand.Create(options));
        root.Subcommands.Add(SpoolCommand.Create(options));
        try
        {
            // No handling of signals here: the host drains at its own pace, and `run` passes them on.
            return await root.Parse(own).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
        }
        catch (StartupException e)
        {
            await Console.Error.WriteLineAsync($"tokenpak: {e.Message}");
            return ExitCodes.CannotStart;
        }
    }
}
