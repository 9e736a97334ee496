using MassTransit;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.Publishing;

/// <summary>Hands one batch at a time to the bus, within a bounded time: on its own a publish waits for ever while the broker is away.</summary>
internal sealed class BatchSender(IBus bus, PublishSpans spans, EventFlow flow, IOptions<PublishingOptions> options, TimeProvider time, ILogger<BatchSender> logger, InProcessDelivery? delivery = null) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private volatile bool _isAvailable = true;

    /// <summary>Whether the bus took the last batch.</summary>
    public bool IsBusAvailable => _isAvailable;

    /// <summary>
    /// True when the batch needs no more care: the broker has it on disk, or, without a broker, the consumer of this process is done with it. After false it may
    /// still arrive; consumers store an id once.
    /// </summary>
    public async Task<bool> TrySendAsync(RequestCompletedBatch batch, CancellationToken giveUp)
    {
        if (giveUp.IsCancellationRequested) return false;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.Value.TimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(giveUp, limit.Token);
        var holds = false;
        try
        {
            await _one.WaitAsync(either.Token);
            holds = true;
            using var span = spans.Start(batch);
            await SendAsync(batch, either.Token);
            flow.Publish(batch.Events.Count);
            if (!_isAvailable) logger.BusAvailable();
            _isAvailable = true;
            return true;
        }
        catch (Exception e)
        {
            // A stop that is in a hurry says nothing about the bus.
            if (giveUp.IsCancellationRequested) return false;
            if (_isAvailable) logger.BusUnavailable(e.GetType().Name);
            _isAvailable = false;
            return false;
        }
        finally
        {
            if (holds) _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task SendAsync(RequestCompletedBatch batch, CancellationToken cancellationToken)
    {
        if (delivery is null)
        {
            await bus.Publish(batch, Demand, cancellationToken);
            return;
        }

        await delivery.SendAsync(bus, batch, cancellationToken);
    }

    /// <summary>The broker says so where no queue takes the message, instead of dropping it.</summary>
    private static void Demand(PublishContext<RequestCompletedBatch> context)
    {
        if (context.TryGetPayload(out RabbitMqSendContext? rabbit)) rabbit.Mandatory = true;
    }
}
