using System.Net.Sockets;
using System.Text;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>Bytes on a socket, for what no client would send.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client = new();

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection._client.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public Task SendAsync(byte[] bytes) => _client.GetStream().WriteAsync(bytes).AsTask();

    /// <summary>Reads until the text is there; what was read is returned whole.</summary>
    public async Task<string> ReadUntilAsync(string expected)
    {
        var all = new StringBuilder();
        var buffer = new byte[4096];
        while (!all.ToString().Contains(expected, StringComparison.Ordinal))
        {
            var read = await _client.GetStream().ReadAsync(buffer).AsTask().InTimeAsync();
            if (read == 0) break;
            all.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return all.ToString();
    }

    /// <summary>Reads to the end of the connection.</summary>
    public Task<string> ReadToEndAsync() => ReadUntilAsync("\0 never \0");

    public void Dispose() => _client.Dispose();
}
