using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Diagnostics;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Stores the events of a batch. One that comes again changes nothing; one that the database refuses does not keep the others out.</summary>
internal sealed class BatchStore(EventMapper mapper, RequestStore store, TelemetryProgress progress, TelemetryMetrics metrics, ILogger<BatchStore> logger)
{
    /// <summary>Throws where the store is away.</summary>
    public async Task StoreAsync(RequestCompletedBatch batch, CancellationToken cancellationToken)
    {
        var records = new List<RequestRecord>(batch.Events?.Count ?? 0);
        var rejected = 0;
        foreach (var e in batch.Events ?? [])
        {
            if (mapper.Map(e) is { } record) records.Add(record);
            else rejected++;
        }

        if (rejected > 0) Log.EventsRejected(logger, rejected);
        var stored = 0;
        try
        {
            stored = await store.StoreAsync(records, cancellationToken);
        }
        catch (Exception e) when (StoreFailures.IsRefusal(e))
        {
            Log.BatchRefused(logger, records.Count, e);
            foreach (var record in records)
            {
                try
                {
                    stored += await store.StoreAsync([record], cancellationToken);
                }
                catch (Exception single) when (StoreFailures.IsRefusal(single))
                {
                    Log.EventRefused(logger, record.Id, single);
                    rejected++;
                }
            }
        }

        var known = (batch.Events?.Count ?? 0) - stored - rejected;
        progress.Count(stored, known, rejected);
        metrics.Count(stored, known, rejected);
    }
}
