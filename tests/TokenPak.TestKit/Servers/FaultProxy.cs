using System.Net;
using System.Net.Sockets;

namespace TokenPak.TestKit.Servers;

/// <summary>A network between a client and a server on loopback, to be hurt and healed.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(150);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Link> _links = [];
    private readonly Task _accepting;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NetworkFault _fault;

    /// <summary>A whole network.</summary>
    public FaultProxy()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>The server's port; until it is set nobody answers.</summary>
    public int Target { get; set; }

    /// <summary>The port on 127.0.0.1 that clients connect to instead.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What is wrong with the network from now on; takes hold of open connections too.</summary>
    public void Become(NetworkFault fault)
    {
        Link[] cut = [];
        lock (_lock)
        {
            _fault = fault;
            if (fault == NetworkFault.Cut) cut = [.. _links];
            var changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            changed.SetResult();
        }

        foreach (var link in cut) link.Reset();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        Link[] open;
        lock (_lock) open = [.. _links];
        foreach (var link in open) link.Reset();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The end.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var link = new Link(client);
        lock (_lock)
        {
            if (_fault == NetworkFault.Cut || Target == 0) link.Reset();
            else _links.Add(link);
        }

        try
        {
            await link.Server.ConnectAsync(IPAddress.Loopback, Target, _end.Token);
            await Task.WhenAny(PumpAsync(client, link.Server), PumpAsync(link.Server, client));
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // One of the two hung up, or was cut off.
        }
        finally
        {
            lock (_lock) _links.Remove(link);
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            await PassAsync();
            await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    /// <summary>How long bytes are held up.</summary>
    private async Task PassAsync()
    {
        while (true)
        {
            NetworkFault fault;
            Task changed;
            lock (_lock) (fault, changed) = (_fault, _changed.Task);
            if (fault == NetworkFault.Slow) await Task.WhenAny(changed, Task.Delay(Delay, _end.Token));
            if (fault != NetworkFault.Silent) return;
            await changed.WaitAsync(_end.Token);
        }
    }

    /// <summary>One connection through it.</summary>
    private sealed class Link(TcpClient client) : IDisposable
    {
        public TcpClient Server { get; } = new();

        /// <summary>Both sides see the connection reset.</summary>
        public void Reset()
        {
            foreach (var side in (TcpClient[])[client, Server])
            {
                if (side.Client is { } socket) socket.Close(0);
            }
        }

        public void Dispose()
        {
            client.Dispose();
            Server.Dispose();
        }
    }
}
