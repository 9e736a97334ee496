using System.Net;
using System.Net.Sockets;

namespace TokenPak.TestKit.Servers;

/// <summary>Asks a port one thing, in its protocol, without a client library.</summary>
internal static class TcpProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The first byte of the answer; null where there is none.</summary>
    public static async Task<byte?> AskAsync(int port, ReadOnlyMemory<byte> question)
    {
        using var bound = new CancellationTokenSource(Patience);
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, bound.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(question, bound.Token);
            var answer = new byte[1];
            return await stream.ReadAsync(answer, bound.Token) == 1 ? answer[0] : null;
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException)
        {
            return null;
        }
    }
}
