using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Budgets;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Publishing;

/// <summary>Makes batches of what waits: a first event waits a moment for company, a full batch does not.</summary>
internal sealed class EventBatcher(CompletionQueue queue, EventBuilder builder, BudgetRecorder budgets, EventFlow flow, IOptions<PublishingOptions> options, TimeProvider time, ILogger<EventBatcher> logger)
{
    private bool _isDraining;

    /// <summary>The next batch; null when the queue is complete and empty. Does not linger once <paramref name="hurry"/> is cancelled, nor wait for what a build would wait for once <paramref name="giveUp"/> is.</summary>
    public async Task<RequestCompletedBatch?> NextAsync(CancellationToken hurry, CancellationToken giveUp)
    {
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            if (!_isDraining) await LingerAsync(hurry);
            var batch = await TakeAsync(giveUp);
            _isDraining = queue.Reader.Count > 0;
            if (batch.Count > 0) return new RequestCompletedBatch { Events = batch };
        }

        return null;
    }

    /// <summary>Once per rush: what came meanwhile goes out in as many batches as it fills.</summary>
    private async Task LingerAsync(CancellationToken hurry)
    {
        if (options.Value.LingerMs == 0 || queue.Reader.Count >= options.Value.BatchSize) return;
        await Task.Delay(TimeSpan.FromMilliseconds(options.Value.LingerMs), time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<List<RequestCompleted>> TakeAsync(CancellationToken giveUp)
    {
        var batch = new List<RequestCompleted>(Math.Min(options.Value.BatchSize, queue.Reader.Count));
        for (var taken = 0; taken < options.Value.BatchSize && queue.Reader.TryRead(out var exchange); taken++)
        {
            if (await TryBuildAsync(exchange, giveUp) is not { } completed) continue;
            batch.Add(completed);
            budgets.Record(completed);
        }

        return batch;
    }

    private async ValueTask<RequestCompleted?> TryBuildAsync(Exchange exchange, CancellationToken giveUp)
    {
        try
        {
            return await builder.BuildAsync(exchange, giveUp);
        }
        catch (Exception e)
        {
            // One exchange that cannot be described must not stop the others; its sequence number tells of it.
            flow.Lose(1);
            logger.EventNotBuilt(exchange.Sequence, e.GetType().Name);
            return null;
        }
    }
}
