using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>Stores rows and everything that is derived from them in one transaction, so that neither can be without the other.</summary>
internal sealed class RequestStore(IDbContextFactory<TelemetryDbContext> contexts, IRequestInserter inserter)
{
    /// <summary>Stores a batch; rows with a known id change nothing.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> StoreAsync(IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return 0;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var added = await inserter.InsertAsync(db, records, cancellationToken);
        if (added.Count > 0)
        {
            var instances = Instances(added);
            if (instances.Length > 0) await inserter.CountInstancesAsync(db, instances, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return added.Count;
    }

    private static InstanceRecord[] Instances(IReadOnlyList<RequestRecord> added) =>
    [
        .. added
            .Where(r => r.Instance is not null)
            .GroupBy(r => r.Instance ?? "", StringComparer.Ordinal)
            .OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new InstanceRecord
            {
                Instance = g.Key,
                MaxSequence = g.Max(r => r.Sequence ?? 0),
                Stored = g.LongCount(),
                LastSeen = g.Max(r => r.Timestamp),
            }),
    ];
}
