using MassTransit;
using TokenPak.Contracts.Events;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>The events that came over the bus.</summary>
internal sealed class CapturedEvents : IConsumer<RequestCompletedBatch>
{
    private readonly List<RequestCompleted> _events = [];

    public IReadOnlyList<RequestCompleted> All
    {
        get
        {
            lock (_events) return [.. _events];
        }
    }

    public Task Consume(ConsumeContext<RequestCompletedBatch> context)
    {
        lock (_events) _events.AddRange(context.Message.Events);
        return Task.CompletedTask;
    }

    /// <summary>The only event so far, once it is there.</summary>
    public async Task<RequestCompleted> SingleAsync()
    {
        await Eventually.HoldsAsync(() => All.Count > 0, "an event");
        return Assert.Single(All);
    }
}
