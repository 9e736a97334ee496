using MassTransit;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Publishing;

/// <summary>
/// Takes what waits, makes one message of it and hands it to the bus; tries again while the bus is away. Stops before the bus does (see
/// <see cref="PublishingExtensions"/>) and only when nothing is left, or its time is over.
/// </summary>
internal sealed class EventPublisher(
    CompletionQueue queue, EventBuilder builder, EventFlow flow, IBus bus, IOptions<PublishingOptions> options, TimeProvider time, ILogger<EventPublisher> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _giveUp = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Whether the bus took the last message.</summary>
    public bool IsBusAvailable { get; private set; } = true;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _running = Task.Run(() => RunAsync(_giveUp.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        _giveUp.CancelAfter(TimeSpan.FromSeconds(options.Value.DrainSeconds));
        await using var hurry = cancellationToken.Register(_giveUp.Cancel);
        await _running;
    }

    public void Dispose() => _giveUp.Dispose();

    private async Task RunAsync(CancellationToken giveUp)
    {
        List<Exchange> taken = [];
        List<RequestCompleted> batch = [];
        try
        {
            while (await queue.Reader.WaitToReadAsync(giveUp))
            {
                taken.Clear();
                while (taken.Count < options.Value.BatchSize && queue.Reader.TryRead(out var exchange)) taken.Add(exchange);
                batch.Clear();
                foreach (var exchange in taken)
                {
                    if (await TryBuildAsync(exchange, giveUp) is { } completed) batch.Add(completed);
                }

                if (batch.Count > 0) await PublishAsync([.. batch], giveUp);
                taken.Clear();
            }
        }
        catch (OperationCanceledException)
        {
            var lost = (int)(flow.Accepted - flow.Published - flow.Lost);
            flow.Lose(lost);
            logger.EventsLostAtStop(lost);
        }
    }

    private async ValueTask<RequestCompleted?> TryBuildAsync(Exchange exchange, CancellationToken giveUp)
    {
        try
        {
            return await builder.BuildAsync(exchange, giveUp);
        }
        catch (Exception e) when (!giveUp.IsCancellationRequested)
        {
            // One exchange that cannot be described must not stop the others; its sequence number tells of it.
            flow.Lose(1);
            logger.EventNotBuilt(exchange.Sequence, e.GetType().Name);
            return null;
        }
    }

    private async Task PublishAsync(RequestCompleted[] events, CancellationToken giveUp)
    {
        while (true)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(giveUp);
                limit.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
                await bus.Publish(new RequestCompletedBatch { Events = events }, limit.Token);
                IsBusAvailable = true;
                flow.Publish(events.Length);
                return;
            }
            catch (Exception e) when (!giveUp.IsCancellationRequested)
            {
                // A publish that was given up may still arrive: consumers store an id once.
                if (IsBusAvailable) logger.BusUnavailable(e.GetType().Name);
                IsBusAvailable = false;
                await Task.Delay(TimeSpan.FromSeconds(options.Value.RetrySeconds), time, giveUp);
            }
        }
    }
}
