using System.Net.Sockets;
using TokenPak.TestKit.Products;

namespace TokenPak.Load.Targets;

/// <summary>Waits until a port accepts a connection, more closely than a test would.</summary>
internal static class Listening
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    public static async Task WaitAsync(Uri address, ChildProcess child)
    {
        using var timer = new PeriodicTimer(Interval);
        using var bound = new CancellationTokenSource(Bound);
        while (!await AcceptsAsync(address))
        {
            if (child.HasExited) throw new InvalidOperationException($"A child process ended with {child.ExitCode}:\n{child.Output}");
            await timer.WaitForNextTickAsync(bound.Token);
        }
    }

    private static async Task<bool> AcceptsAsync(Uri address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
