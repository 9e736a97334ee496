using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Retention;

/// <summary>Deletes rows by age, whole days at a time and in small steps, so that storing never waits for long.</summary>
internal sealed class RowDeletion(IDbContextFactory<TelemetryDbContext> contexts, IStoreWriter writer, IOptions<RetentionOptions> options, TimeProvider time)
{
    private const int StepRows = 5000;

    public bool IsOn => options.Value.RetentionDays > 0;

    /// <returns>The rows deleted.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var cut = Timestamps.Day(time.GetUtcNow()).AddDays(-options.Value.RetentionDays);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await MarkAsync(db, cut, cancellationToken);
        for (long deleted = 0; ;)
        {
            var step = await db.Requests.Where(r => r.Timestamp < cut).OrderBy(r => r.Timestamp).Take(StepRows).ExecuteDeleteAsync(cancellationToken);
            deleted += step;
            if (step < StepRows) return deleted;
        }
    }

    /// <summary>First of all, and with nobody rebuilding: from here on a rebuild leaves the older days as they are.</summary>
    private async Task MarkAsync(TelemetryDbContext db, DateTimeOffset cut, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await writer.HoldWritersOffAsync(db, cancellationToken);
        var mark = await db.Retention.FirstOrDefaultAsync(cancellationToken);
        if (mark is null) db.Retention.Add(new RetentionRecord { Id = RetentionRecord.OnlyId, CompleteFrom = cut });
        else if (mark.CompleteFrom < cut) mark.CompleteFrom = cut;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
