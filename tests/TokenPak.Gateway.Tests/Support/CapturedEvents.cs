using MassTransit;
using TokenPak.Contracts.Events;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Support;

/// <summary>The events that came over the bus.</summary>
internal sealed class CapturedEvents : IConsumer<RequestCompletedBatch>
{
    private readonly List<RequestCompleted> _events = [];

    /// <summary>How many messages brought them.</summary>
    public int Messages { get; private set; }

    public IReadOnlyList<RequestCompleted> All
    {
        get
        {
            lock (_events) return [.. _events];
        }
    }

    /// <summary>What has to end before a batch is taken: a store that is away.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    public async Task Consume(ConsumeContext<RequestCompletedBatch> context)
    {
        await Before.WaitAsync(context.CancellationToken);
        lock (_events)
        {
            _events.AddRange(context.Message.Events);
            Messages++;
        }
    }

    /// <summary>The only event so far, once it is there.</summary>
    public async Task<RequestCompleted> SingleAsync()
    {
        await Eventually.HoldsAsync(() => All.Count > 0, "an event");
        return Assert.Single(All);
    }
}
