using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>Makes the hourly totals and latencies anew from the rows, in one transaction: readers see the old ones until it is done.</summary>
internal sealed class RollupRebuild(IDbContextFactory<TelemetryDbContext> contexts, IStoreWriter writer)
{
    private const int PageRows = 5000;

    /// <summary>For a database whose rows are older than the totals.</summary>
    public async Task RunWhereMissingAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await db.HourlyTotals.AsNoTracking().AnyAsync(cancellationToken) || !await db.Requests.AsNoTracking().AnyAsync(cancellationToken)) return;
        }

        await RunAsync(cancellationToken);
    }

    /// <summary>Rows that arrive meanwhile would be missed: nothing may write at the same time.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HourlyTotals.ExecuteDeleteAsync(cancellationToken);
        await db.LatencyBuckets.ExecuteDeleteAsync(cancellationToken);
        for (var (time, id) = (DateTimeOffset.MinValue, Guid.Empty); ;)
        {
            var (afterTime, afterId) = (time, id);
            var page = await db.Requests.AsNoTracking()
                .Where(r => r.Timestamp > afterTime || (r.Timestamp == afterTime && r.Id > afterId))
                .OrderBy(r => r.Timestamp).ThenBy(r => r.Id)
                .Take(PageRows)
                .ToListAsync(cancellationToken);
            if (page.Count == 0) break;
            await writer.MergeAsync(db, Additions.Hourly(page), cancellationToken);
            if (Additions.Latencies(page) is { Length: > 0 } latencies) await writer.MergeAsync(db, latencies, cancellationToken);
            (time, id) = (page[^1].Timestamp, page[^1].Id);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}
