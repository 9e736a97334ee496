using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>Stores rows and everything that is derived from them in one transaction, so that neither can be without the other.</summary>
internal sealed class StoreTransaction(IDbContextFactory<TelemetryDbContext> contexts, IStoreWriter writer)
{
    /// <summary>Stores rows; those with a known id change nothing.</summary>
    /// <returns>The ones that were new.</returns>
    public async Task<IReadOnlyList<RequestRecord>> RunAsync(IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var added = await writer.InsertAsync(db, records, cancellationToken);
        if (added.Count > 0)
        {
            var sums = new RollupSums();
            foreach (var record in added) sums.Add(record);
            await writer.MergeAsync(db, [TableRows.Of(Instances.Of(added)), .. sums.Additions()], cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return added;
    }
}
