using System.Globalization;
using System.Net.Sockets;
using System.Text;
using TokenPak.TestKit.Waiting;

namespace TokenPak.TestKit.Wire;

/// <summary>A plain socket: for requests that no client library would send.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;
    private byte[] _pending = [];

    private RawConnection(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    /// <summary>Connects.</summary>
    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port).InTimeAsync("the connection to open");
        return new RawConnection(client);
    }

    /// <summary>Sends text as Latin-1.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends bytes.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes).AsTask().InTimeAsync("bytes to be sent");

    /// <summary>Sends no more, as a client that has hung up halfway.</summary>
    public void FinishSending() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Reads one response; null where the other side closes without one.</summary>
    public async Task<RawResponse?> ReadAsync()
    {
        var head = await UntilAsync("\r\n\r\n"u8.ToArray());
        if (head is null) return null;
        var lines = Encoding.Latin1.GetString(head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var headers = lines.Skip(1).Select(l => l.Split(':', 2)).Select(p => KeyValuePair.Create(p[0], p[1].Trim())).ToList();
        var status = int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture);
        if (status < 200) return new RawResponse(status, headers, []);
        var response = new RawResponse(status, headers, []);
        if (response.Header("content-length") is { } length) return response with { Body = await ExactlyAsync(int.Parse(length, CultureInfo.InvariantCulture)) };
        return response with { Body = response.Header("transfer-encoding") == "chunked" ? await ChunkedAsync() : await RestAsync() };
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<byte[]> ChunkedAsync()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var line = await UntilAsync("\r\n"u8.ToArray()) ?? throw new IOException("The body broke off.");
            var size = int.Parse(Encoding.ASCII.GetString(line).Trim().Split(';')[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var chunk = await ExactlyAsync(size + 2);
            if (size == 0) return body.ToArray();
            body.Write(chunk, 0, size);
        }
    }

    private async Task<byte[]> ExactlyAsync(int count)
    {
        while (_pending.Length < count)
        {
            if (!await FillAsync()) throw new IOException("The body broke off.");
        }

        return Take(count);
    }

    private async Task<byte[]> RestAsync()
    {
        while (await FillAsync())
        {
        }

        return Take(_pending.Length);
    }

    private async Task<byte[]?> UntilAsync(byte[] end)
    {
        while (true)
        {
            var at = _pending.AsSpan().IndexOf(end);
            if (at >= 0) return Take(at + end.Length);
            if (!await FillAsync()) return null;
        }
    }

    private byte[] Take(int count)
    {
        var taken = _pending[..count];
        _pending = _pending[count..];
        return taken;
    }

    private async Task<bool> FillAsync()
    {
        var buffer = new byte[16 * 1024];
        int read;
        try
        {
            read = await _stream.ReadAsync(buffer.AsMemory()).AsTask().InTimeAsync("an answer");
        }
        catch (IOException)
        {
            return false;
        }

        if (read == 0) return false;
        _pending = [.. _pending, .. buffer.AsSpan(0, read)];
        return true;
    }
}
