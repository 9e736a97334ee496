using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using TokenPak.ServiceDefaults.Health;

namespace TokenPak.ServiceDefaults.Configuration;

/// <summary>Runs a service's program, or asks a running one how it is (<see cref="ProbeCommand"/>): what its operator can mend is told in one line, without a stack.</summary>
public static class ServiceStart
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string service, string[] args, Func<Task<int>> run)
    {
        if (args is [ProbeCommand.Name]) return await ProbeCommand.RunAsync();
        try
        {
            return await run();
        }
        catch (Exception e) when (ReasonOf(e) is { } reason)
        {
            await Console.Error.WriteLineAsync($"The {service} cannot start: {reason.ReplaceLineEndings(" ")}");
            return 1;
        }
    }

    /// <summary>Null for what is a fault of the program: that keeps its stack.</summary>
    private static string? ReasonOf(Exception e) => e switch
    {
        UnusableConfigurationException => e.Message,
        OptionsValidationException options => string.Join(" ", options.Failures),

        // The binder's message names the key, and the value of what is no secret: numbers and switches.
        InvalidOperationException { InnerException: FormatException or OverflowException or ArgumentException } => e.Message,

        // Kestrel on addresses: in use, not this machine's, not allowed, or none at all.
        IOException { InnerException: AddressInUseException or SocketException } => e.Message,
        SocketException => $"it cannot listen where it should ({e.Message}).",
        FormatException => e.Message,
        _ => null,
    };
}
