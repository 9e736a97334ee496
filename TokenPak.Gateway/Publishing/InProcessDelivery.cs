using System.Collections.Concurrent;
using MassTransit;
using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.Publishing;

/// <summary>
/// Stands in for the broker's confirmation where there is none: the in-memory bus takes anything and forgets it at the end of the process, so a batch
/// counts as sent when its consumer is done. At most one batch is on the bus; the others wait in the spool.
/// </summary>
internal sealed class InProcessDelivery : IConsumeObserver
{
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> _awaited = new();
    private Task _last = Task.CompletedTask;

    public async Task SendAsync(IBus bus, RequestCompletedBatch batch, CancellationToken cancellationToken)
    {
        // One that was given up is still on the bus: its consumer tries on.
        await _last.WaitAsync(cancellationToken);
        var id = NewId.NextGuid();
        var done = _awaited.GetOrAdd(id, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await bus.Publish(batch, context => context.MessageId = id, cancellationToken);
        }
        catch
        {
            _awaited.TryRemove(id, out _);
            throw;
        }

        _last = done.Task;
        await done.Task.WaitAsync(cancellationToken);
    }

    public Task PreConsume<T>(ConsumeContext<T> context) where T : class => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context) where T : class => Done(context.MessageId);

    /// <summary>The bus gives up on it for good: sending it again would end the same.</summary>
    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception) where T : class => context.CancellationToken.IsCancellationRequested ? Task.CompletedTask : Done(context.MessageId);

    private Task Done(Guid? id)
    {
        if (id is { } known && _awaited.TryRemove(known, out var done)) done.TrySetResult();
        return Task.CompletedTask;
    }
}
