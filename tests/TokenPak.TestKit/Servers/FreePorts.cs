using System.Net;
using System.Net.Sockets;

namespace TokenPak.TestKit.Servers;

/// <summary>
/// Loopback ports that nobody listens on, and that stay free until the server that they are for has started: below those that the system hands out by itself
/// (Linux: from 32,768 on), where a listener of any other test could take one meanwhile; and each process has a range of its own, as tests run in several.
/// </summary>
public static class FreePorts
{
    private const int First = 10_240;
    private const int PortsOfAProcess = 128;
    private const int Processes = (32_768 - First) / PortsOfAProcess;

    private static int _taken = -1;

    /// <summary>Several at once, all different.</summary>
    public static int[] Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Take())];

    /// <summary>One.</summary>
    public static int Take()
    {
        for (var tries = 0; tries < PortsOfAProcess; tries++)
        {
            var port = First + Environment.ProcessId % Processes * PortsOfAProcess + (int)((uint)Interlocked.Increment(ref _taken) % PortsOfAProcess);
            if (IsFree(port)) return port;
        }

        throw new InvalidOperationException($"All {PortsOfAProcess} ports of this process are taken.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
