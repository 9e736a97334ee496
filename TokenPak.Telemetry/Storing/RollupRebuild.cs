using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>
/// Makes the rollups anew from the rows, a day at a time, while the service runs or not: each day is exchanged in one transaction that holds writers off, and readers
/// see the old sums until it is done. Days whose rows were deleted by age are left as they are.
/// </summary>
internal sealed class RollupRebuild(IDbContextFactory<TelemetryDbContext> contexts, IStoreWriter writer)
{
    // A day of millions of rows, or one statement over all of them.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Brings the schema up to date; a database that was older gets its rollups anew.</summary>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        bool stale;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            stale = (await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
            await db.Database.MigrateAsync(cancellationToken);
            stale &= await db.Requests.AsNoTracking().AnyAsync(cancellationToken);
        }

        if (stale) await RunAsync(cancellationToken);
    }

    /// <summary>All of it.</summary>
    /// <returns>The rows read.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Database.SetCommandTimeout(Patience);
        long rows = 0;
        for (var done = DateTimeOffset.UnixEpoch; ;)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await writer.HoldWritersOffAsync(db, cancellationToken);

            // Asked each time: rows may be deleted by age meanwhile.
            var complete = await CompleteFromAsync(db, cancellationToken);
            var start = done > complete ? done : complete;
            var next = await db.Requests.AsNoTracking().Where(r => r.Timestamp >= start).MinAsync(r => (DateTimeOffset?)r.Timestamp, cancellationToken);
            if (next is not { } first)
            {
                await ClearAsync(db, start, null, cancellationToken);
                await transaction.CommitAsync(cancellationToken);
                break;
            }

            done = Timestamps.Day(first).AddDays(1);
            await ClearAsync(db, start, done, cancellationToken);
            var sums = new RollupSums();
            await foreach (var row in RowsAsync(db, first, done).WithCancellation(cancellationToken))
            {
                sums.Add(row);
                rows++;
            }

            await writer.MergeAsync(db, [.. sums.PeriodAdditions()], cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        await RunLivesAsync(db, cancellationToken);
        return rows;
    }

    /// <summary>Sessions and conversations live across days.</summary>
    private async Task RunLivesAsync(TelemetryDbContext db, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await writer.HoldWritersOffAsync(db, cancellationToken);
        var completeFrom = await CompleteFromAsync(db, cancellationToken);
        await db.ClientSessions.Where(s => s.FirstSeen >= completeFrom).ExecuteDeleteAsync(cancellationToken);
        await db.Conversations.Where(c => c.FirstSeen >= completeFrom).ExecuteDeleteAsync(cancellationToken);
        await db.Database.ExecuteSqlRawAsync(LivesSql.Sessions(EntityTable.Of<ClientSession>(db)), cancellationToken);
        await db.Database.ExecuteSqlRawAsync(LivesSql.Conversations, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<DateTimeOffset> CompleteFromAsync(TelemetryDbContext db, CancellationToken cancellationToken) =>
        await db.Retention.AsNoTracking().Select(r => (DateTimeOffset?)r.CompleteFrom).FirstOrDefaultAsync(cancellationToken) ?? DateTimeOffset.UnixEpoch;

    private static async Task ClearAsync(TelemetryDbContext db, DateTimeOffset from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var end = to ?? DateTimeOffset.MaxValue;
        await db.HourlyTotals.Where(t => t.Start >= from && t.Start < end).ExecuteDeleteAsync(cancellationToken);
        await db.DailyTotals.Where(t => t.Start >= from && t.Start < end).ExecuteDeleteAsync(cancellationToken);
        await db.SessionHours.Where(t => t.Start >= from && t.Start < end).ExecuteDeleteAsync(cancellationToken);
        await db.HourlyLatencies.Where(t => t.Start >= from && t.Start < end).ExecuteDeleteAsync(cancellationToken);
        await db.DailyLatencies.Where(t => t.Start >= from && t.Start < end).ExecuteDeleteAsync(cancellationToken);
        await db.HourlyStages.Where(t => t.Start >= from && t.Start < end).ExecuteDeleteAsync(cancellationToken);
        await db.DailyStages.Where(t => t.Start >= from && t.Start < end).ExecuteDeleteAsync(cancellationToken);
        await db.PeriodVersions.Where(v => v.Start >= from && v.Start < end).ExecuteUpdateAsync(update => update.SetProperty(v => v.Version, v => v.Version + 1), cancellationToken);
    }

    /// <summary>The columns that <see cref="RollupSums"/> reads.</summary>
    private static IAsyncEnumerable<RequestRecord> RowsAsync(TelemetryDbContext db, DateTimeOffset from, DateTimeOffset to) => db.Requests.AsNoTracking()
        .Where(r => r.Timestamp >= from && r.Timestamp < to)
        .Select(r => new RequestRecord
        {
            Id = r.Id,
            Endpoint = "",
            Timestamp = r.Timestamp,
            Provider = r.Provider,
            RequestType = r.RequestType,
            Model = r.Model,
            SessionId = r.SessionId,
            Agent = r.Agent,
            Outcome = r.Outcome,
            IsError = r.IsError,
            LatencyMs = r.LatencyMs,
            TimeToFirstByteMs = r.TimeToFirstByteMs,
            CompileMs = r.CompileMs,
            Stages = r.Stages,
            RemovedFirstSent = r.RemovedFirstSent,
            RemovedResent = r.RemovedResent,
            CacheBreaks = r.CacheBreaks,
            InjectedTokens = r.InjectedTokens,
            BudgetWarning = r.BudgetWarning,
            CompileCacheHits = r.CompileCacheHits,
            CompileCacheMisses = r.CompileCacheMisses,
            UsageSource = r.UsageSource,
            UncachedInputTokens = r.UncachedInputTokens,
            CacheReadTokens = r.CacheReadTokens,
            CacheCreationTokens = r.CacheCreationTokens,
            OutputTokens = r.OutputTokens,
            ReasoningTokens = r.ReasoningTokens,
            InputTokens = r.InputTokens,
            TokensSaved = r.TokensSaved,
            Subscription = r.Subscription,
            CostNanos = r.CostNanos,
            GrossSavedNanos = r.GrossSavedNanos,
            CacheBreakNanos = r.CacheBreakNanos,
            NetSavedNanos = r.NetSavedNanos,
        })
        .AsAsyncEnumerable();
}
