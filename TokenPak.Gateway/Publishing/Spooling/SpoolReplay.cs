using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace TokenPak.Gateway.Publishing.Spooling;

/// <summary>Sends what the spool holds, in order, and looks for what other processes left.</summary>
internal sealed class SpoolReplay(EventSpool spool, BatchSender sender, IOptions<PublishingOptions> options, TimeProvider time)
{
    private readonly Channel<byte> _added = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to send.</summary>
    public void Wake() => _added.Writer.TryWrite(0);

    /// <summary>Until cancelled.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (spool.Peek() is not { } batch) await IdleAsync(stop);
                else if (await sender.TrySendAsync(batch, stop)) spool.Remove();
                else await Task.Delay(TimeSpan.FromSeconds(options.Value.RetrySeconds), time, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left stays on disk.
        }
    }

    private async Task IdleAsync(CancellationToken stop)
    {
        using var look = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.AdoptSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, look.Token);
        try
        {
            await _added.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            spool.Adopt();
        }
    }
}
