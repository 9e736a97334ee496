using MassTransit;
using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Diagnostics;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Stores what the gateway publishes. A message that comes again changes nothing; one that the store is away for comes again.</summary>
internal sealed class RequestCompletedConsumer(BatchStore store, StoreSpans spans) : IConsumer<RequestCompletedBatch>
{
    public async Task Consume(ConsumeContext<RequestCompletedBatch> context)
    {
        using var span = spans.Start(context.Message.Events ?? []);
        await store.StoreAsync(context.Message, context.CancellationToken);
    }
}
