using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>The provider's own way of writing many rows, within the context's open transaction.</summary>
internal interface IStoreWriter
{
    /// <summary>Inserts rows and leaves known ids alone.</summary>
    /// <returns>The records that were new.</returns>
    Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken);

    /// <summary>Adds to rows that count; those that are not there are made.</summary>
    Task MergeAsync(TelemetryDbContext db, IReadOnlyList<TableRows> additions, CancellationToken cancellationToken);

    /// <summary>From here to the end of the transaction nobody else stores rows or makes rollups.</summary>
    Task HoldWritersOffAsync(TelemetryDbContext db, CancellationToken cancellationToken);
}
