using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>The provider's own way of inserting many rows and leaving known ids alone.</summary>
internal interface IRequestInserter
{
    /// <summary>Inserts within the context's open transaction.</summary>
    /// <returns>The records that were new.</returns>
    Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken);

    /// <summary>Adds to what is known of the instances, within the same transaction.</summary>
    Task CountInstancesAsync(TelemetryDbContext db, IReadOnlyList<InstanceRecord> additions, CancellationToken cancellationToken);
}
