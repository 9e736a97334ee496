using System.Threading.Channels;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Publishing;

/// <summary>Finished exchanges on their way to the publisher. Adding never waits: above the bound an exchange is dropped, and its sequence number with it.</summary>
internal sealed class CompletionQueue(IOptions<PublishingOptions> options, EventFlow flow, GatewayCounters counters, ILogger<CompletionQueue> logger)
{
    private readonly Channel<Exchange> _channel = Channel.CreateBounded<Exchange>(
        new BoundedChannelOptions(options.Value.QueueCapacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private volatile bool _isDropping;

    public ChannelReader<Exchange> Reader => _channel.Reader;

    public void Add(Exchange exchange)
    {
        counters.Count(exchange);
        if (!options.Value.Enabled)
        {
            exchange.Response?.Collector.Deltas?.Dispose();
            return;
        }

        exchange.Sequence = flow.Accept();
        if (_channel.Writer.TryWrite(exchange))
        {
            _isDropping = false;
            return;
        }

        exchange.Response?.Collector.Deltas?.Dispose();
        flow.Lose(1);
        if (!_isDropping) logger.EventDropped(exchange.Sequence);
        _isDropping = true;
    }

    /// <summary>Lets the reader come to an end.</summary>
    public void Complete() => _channel.Writer.TryComplete();
}
