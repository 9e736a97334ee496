using MassTransit;
using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Diagnostics;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Stores what the gateway publishes. A message that comes again changes nothing; one that the store is away for comes again.</summary>
internal sealed class RequestCompletedConsumer(EventMapper mapper, RequestStore store, TelemetryProgress progress, TelemetryMetrics metrics, StoreSpans spans, ILogger<RequestCompletedConsumer> logger)
    : IConsumer<RequestCompletedBatch>
{
    public async Task Consume(ConsumeContext<RequestCompletedBatch> context)
    {
        using var span = spans.Start(context.Message.Events ?? []);
        var records = new List<RequestRecord>(context.Message.Events?.Count ?? 0);
        var rejected = 0;
        foreach (var e in context.Message.Events ?? [])
        {
            if (mapper.Map(e) is { } record) records.Add(record);
            else rejected++;
        }

        if (rejected > 0) Log.EventsRejected(logger, rejected);
        var stored = 0;
        try
        {
            stored = await store.StoreAsync(records, context.CancellationToken);
        }
        catch (Exception e) when (StoreFailures.IsRefusal(e))
        {
            Log.BatchRefused(logger, records.Count, e);
            foreach (var record in records)
            {
                try
                {
                    stored += await store.StoreAsync([record], context.CancellationToken);
                }
                catch (Exception single) when (StoreFailures.IsRefusal(single))
                {
                    Log.EventRefused(logger, record.Id, single);
                    rejected++;
                }
            }
        }

        var known = (context.Message.Events?.Count ?? 0) - stored - rejected;
        progress.Count(stored, known, rejected);
        metrics.Count(stored, known, rejected);
    }
}
