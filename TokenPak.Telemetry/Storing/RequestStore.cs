using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>Stores rows and everything that is derived from them in one transaction, so that neither can be without the other.</summary>
internal sealed class RequestStore(IDbContextFactory<TelemetryDbContext> contexts, IStoreWriter writer)
{
    /// <summary>Stores a batch; rows with a known id change nothing.</summary>
    /// <returns>How many were new.</returns>
    public async Task<int> StoreAsync(IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return 0;

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var added = await writer.InsertAsync(db, records, cancellationToken);
        if (added.Count > 0)
        {
            await writer.MergeAsync(db, Instances.Of(added), cancellationToken);
            var sums = new RollupSums();
            foreach (var record in added) sums.Add(record);
            await sums.MergeAsync(db, writer, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return added.Count;
    }
}
