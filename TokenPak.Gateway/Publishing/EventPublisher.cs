using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Publishing.Spooling;

namespace TokenPak.Gateway.Publishing;

/// <summary>
/// Moves events from the queue to the bus, or to the spool while the bus is away or older ones wait there. Stops before the bus does (see
/// <see cref="PublishingExtensions"/>), when nothing is left in memory.
/// </summary>
internal sealed class EventPublisher(
    CompletionQueue queue, EventBatcher batcher, BatchSender sender, EventSpool spool, SpoolReplay replay, SpoolState state, EventFlow flow, IOptions<PublishingOptions> options,
    TimeProvider time, ILogger<EventPublisher> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan DrainPoll = TimeSpan.FromMilliseconds(20);

    private readonly CancellationTokenSource _hurry = new();
    private readonly CancellationTokenSource _giveUp = new();
    private readonly CancellationTokenSource _stopReplay = new();
    private Task _moving = Task.CompletedTask;
    private Task _replaying = Task.CompletedTask;

    /// <summary>Whether the bus took the last message.</summary>
    public bool IsBusAvailable => sender.IsBusAvailable;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled) return Task.CompletedTask;
        spool.Open();
        _moving = Task.Run(MoveAsync, CancellationToken.None);
        _replaying = Task.Run(() => replay.RunAsync(_stopReplay.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        await _hurry.CancelAsync();
        _giveUp.CancelAfter(TimeSpan.FromSeconds(options.Value.DrainSeconds));
        await using var now = cancellationToken.Register(_giveUp.Cancel);
        await _moving;
        await _stopReplay.CancelAsync();
        await _replaying;
        if (state.EventsWaiting > 0) logger.EventsLeftInSpool(state.EventsWaiting);
    }

    public void Dispose()
    {
        _hurry.Dispose();
        _giveUp.Dispose();
        _stopReplay.Dispose();
    }

    private async Task MoveAsync()
    {
        while (await batcher.NextAsync(_hurry.Token, _giveUp.Token) is { } batch) await PlaceAsync(batch);
        while (spool.HasWaiting && sender.IsBusAvailable && !_giveUp.IsCancellationRequested) await PauseAsync(DrainPoll);
    }

    /// <summary>Ends when the batch is on the bus or on disk. Where neither takes it, it waits here, and those behind it in the queue.</summary>
    private async Task PlaceAsync(RequestCompletedBatch batch)
    {
        while (true)
        {
            if (!spool.HasWaiting && await sender.TrySendAsync(batch, _giveUp.Token)) return;
            if (spool.TryAdd(batch))
            {
                replay.Wake();
                return;
            }

            if (_giveUp.IsCancellationRequested)
            {
                flow.Lose(batch.Events.Count);
                logger.EventsLostAtStop(batch.Events.Count);
                return;
            }

            await PauseAsync(TimeSpan.FromSeconds(options.Value.RetrySeconds));
        }
    }

    private async Task PauseAsync(TimeSpan pause) =>
        await Task.Delay(pause, time, _giveUp.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
