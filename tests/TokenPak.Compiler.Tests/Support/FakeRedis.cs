using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TokenPak.Compiler.Tests.Support;

/// <summary>As much of a Redis server as the compiler uses, over a real socket: it remembers, counts commands, and can lie.</summary>
internal sealed class FakeRedis : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;

    public FakeRedis()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string ConnectionString => $"127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public ConcurrentDictionary<string, byte[]> Values { get; } = new();

    public ConcurrentQueue<string> Commands { get; } = new();

    public int Count(string command) => Commands.Count(c => c == command);

    /// <summary>Completes when a value has been written.</summary>
    public TaskCompletionSource Written { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true) connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        await using var stream = client.GetStream();
        try
        {
            while (true)
            {
                var arguments = await ReadCommandAsync(stream);
                await stream.WriteAsync(Answer(arguments), _stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or EndOfStreamException)
        {
            // The client or the test has gone.
        }
    }

    private byte[] Answer(List<byte[]> arguments)
    {
        var name = Encoding.ASCII.GetString(arguments[0]).ToUpperInvariant();
        Commands.Enqueue(name);
        switch (name)
        {
            case "PING":
                return "+PONG\r\n"u8.ToArray();
            case "ECHO":
                return Bulk(arguments[1]);
            case "MGET":
                return [.. Encoding.ASCII.GetBytes($"*{arguments.Count - 1}\r\n"), .. arguments.Skip(1).SelectMany(k => Bulk(Values.GetValueOrDefault(Convert.ToHexString(k))))];
            case "SET" or "SETEX" or "PSETEX":
                Values[Convert.ToHexString(arguments[1])] = name == "SET" ? arguments[2] : arguments[3];
                Written.TrySetResult();
                return "+OK\r\n"u8.ToArray();
            case "CLIENT" or "SELECT":
                return "+OK\r\n"u8.ToArray();
            case "SUBSCRIBE":
                return [.. "*3\r\n"u8, .. Bulk("subscribe"u8.ToArray()), .. Bulk(arguments[1]), .. ":1\r\n"u8];
            default:
                return "-ERR unknown command\r\n"u8.ToArray();
        }
    }

    private static byte[] Bulk(byte[]? value) =>
        value is null ? "$-1\r\n"u8.ToArray() : [.. Encoding.ASCII.GetBytes($"${value.Length}\r\n"), .. value, .. "\r\n"u8];

    private async Task<List<byte[]>> ReadCommandAsync(NetworkStream stream)
    {
        var count = await ReadNumberAsync(stream, '*');
        var arguments = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            var bytes = new byte[await ReadNumberAsync(stream, '$') + 2];
            await stream.ReadExactlyAsync(bytes, _stop.Token);
            arguments.Add(bytes[..^2]);
        }

        return arguments;
    }

    private async Task<int> ReadNumberAsync(NetworkStream stream, char kind)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        do
        {
            await stream.ReadExactlyAsync(one, _stop.Token);
            line.Append((char)one[0]);
        }
        while (one[0] != '\n');
        Assert.Equal(kind, line[0]);
        return int.Parse(line.ToString().AsSpan(1).Trim(), CultureInfo.InvariantCulture);
    }
}
