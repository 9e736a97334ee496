using System.CommandLine;
using TokenPak.Local.Hosting;
using TokenPak.Local.Running;

namespace TokenPak.Local.Commands;

/// <summary><c>tokenpak run claude|codex|gemini [args…]</c>.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create(SharedOptions options, string[] agentArguments)
    {
        var agent = new Argument<string>("agent") { Description = "claude, codex or gemini; what follows is passed to it" };
        var command = new Command(Name, "Runs a coding agent through TokenPak, and says what was saved when it ends.") { agent };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetValue(agent) ?? "", options.Read(result), agentArguments, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(string agent, HostSettings settings, string[] arguments, CancellationToken cancellationToken)
    {
        if (!AgentProfile.Names.Contains(agent))
        {
            await Console.Error.WriteLineAsync($"tokenpak: there is no agent '{agent}': {string.Join(", ", AgentProfile.Names)}.");
            return ExitCodes.Failed;
        }

        if (ExecutableFinder.Find(agent) is not { } path)
        {
            await Console.Error.WriteLineAsync($"tokenpak: '{agent}' is not installed, or not on the PATH.");
            return ExitCodes.CommandNotFound;
        }

        var configuration = LocalConfiguration.Read(settings);
        var folder = DataFolder.At(configuration.DataPath);
        using var client = new LocalClient(configuration.Options.Port, configuration.Configuration["TokenPak:AdminToken"] ?? folder.ExistingAdminToken());
        using var lease = Lease.Take(folder.Leases);
        await EnsureHostAsync(settings, client, folder, cancellationToken);

        var session = $"run-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        var profile = AgentProfile.For(agent, client.Origin, session, Environment.GetEnvironmentVariable)
            ?? throw new InvalidOperationException($"No profile for {agent}.");
        var exitCode = await ChildProcess.RunAsync(path, profile, arguments);

        var rows = await SessionRows.SettledAsync(client, session, expected: null, cancellationToken);
        await Console.Error.WriteLineAsync(SavingsReport.Of(rows));
        return exitCode;
    }

    private static async Task EnsureHostAsync(HostSettings settings, LocalClient client, DataFolder folder, CancellationToken cancellationToken)
    {
        if (await client.IsTokenPakAsync(cancellationToken)) return;
        if (await client.AnythingListensAsync(cancellationToken))
            throw new StartupException($"Port {client.Port} is held by something that is not TokenPak: choose another with --port or TOKENPAK_PORT.");

        folder.Create();
        await BackgroundHost.StartAsync(settings, client, folder, cancellationToken);
        await Console.Error.WriteLineAsync($"TokenPak: started in the background on {client.Origin}; dashboard {client.Origin}/dashboard");
    }
}
