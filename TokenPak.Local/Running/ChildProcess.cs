using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TokenPak.Local.Running;

/// <summary>Runs a program on this process's own terminal: its input, output, signals and exit code.</summary>
internal static partial class ChildProcess
{
    // Windows runs scripts through their interpreter only.
    private static readonly string[] ScriptExtensions = [".cmd", ".bat"];

    public static async Task<int> RunAsync(string path, AgentProfile profile, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo { UseShellExecute = false, FileName = path };
        if (ScriptExtensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            start.FileName = "cmd.exe";
            start.ArgumentList.Add("/c");
            start.ArgumentList.Add(path);
        }

        foreach (var argument in profile.Arguments.Concat(arguments)) start.ArgumentList.Add(argument);
        foreach (var (name, value) in profile.Variables) start.Environment[name] = value;

        using var process = new Process { StartInfo = start };

        // Before the start: a signal in between must not end this process alone.
        using var interrupt = Forward(PosixSignal.SIGINT, 2, process, fromTerminal: !Console.IsInputRedirected);
        using var quit = Forward(PosixSignal.SIGQUIT, 3, process, fromTerminal: !Console.IsInputRedirected);
        using var hangUp = Forward(PosixSignal.SIGHUP, 1, process, fromTerminal: false);
        using var terminate = Forward(PosixSignal.SIGTERM, 15, process, fromTerminal: false);
        process.Start();
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    // A terminal sends its keys' signals to the whole group, the agent included: passing them on would send them twice.
    private static PosixSignalRegistration Forward(PosixSignal signal, int number, Process process, bool fromTerminal) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            if (!fromTerminal && !OperatingSystem.IsWindows() && IsRunning(process)) _ = Native.Kill(process.Id, number);
        });

    private static bool IsRunning(Process process)
    {
        try
        {
            return !process.HasExited;
        }
        catch (InvalidOperationException)
        {
            // Not started yet.
            return false;
        }
    }
}
