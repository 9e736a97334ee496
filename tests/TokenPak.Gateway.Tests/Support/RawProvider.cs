using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>A provider that writes whatever bytes a test likes, as no server would; each request gets the next answer, the last one again and again.</summary>
internal sealed class RawProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly byte[][] _answers;
    private readonly Func<Stream, CancellationToken, Task>? _answering;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;
    private int _requests;

    public RawProvider(params string[] answers) : this([.. answers.Select(Encoding.Latin1.GetBytes)])
    {
    }

    public RawProvider(byte[][] answers)
    {
        _answers = answers;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>A provider whose answers end with its connection.</summary>
    /// <param name="answering">Writes one.</param>
    public RawProvider(Func<Stream, CancellationToken, Task> answering) : this([[]]) => _answering = answering;

    public int Requests => Volatile.Read(ref _requests);

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // The end.
        }
    }

    /// <summary>Keeps the connection open after an answer, so that what follows it could be taken for the next one.</summary>
    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        try
        {
            var stream = client.GetStream();
            while (await ReadRequestAsync(stream))
            {
                var number = Interlocked.Increment(ref _requests);
                if (_answering is not null)
                {
                    await _answering(stream, _end.Token);
                    return;
                }

                await stream.WriteAsync(_answers[Math.Min(number, _answers.Length) - 1], _end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The gateway hung up.
        }
    }

    private async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (!IsWhole(text.ToString()))
        {
            var read = await stream.ReadAsync(buffer, _end.Token);
            if (read == 0) return false;
            text.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return true;
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0) return false;
        const string Length = "Content-Length: ";
        var at = request.IndexOf(Length, StringComparison.OrdinalIgnoreCase);
        if (at < 0 || at > head) return true;
        var end = request.IndexOf('\r', at);
        return request.Length >= head + 4 + int.Parse(request.AsSpan(at + Length.Length, end - at - Length.Length), System.Globalization.CultureInfo.InvariantCulture);
    }
}
