using Microsoft.EntityFrameworkCore;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>The statistics' sessions.</summary>
internal sealed class SessionStore(IDbContextFactory<TelemetryDbContext> contexts, TimeProvider time)
{
    /// <summary>Opens a session now: what arrives from here on belongs to it.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await OpenFirstAsync(db, cancellationToken)) return;

        db.Sessions.Add(new SessionRecord { StartedAt = Timestamps.Now(time) });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>The open session; the first is opened here where the database has none.</summary>
    public async Task<OpenSession> CurrentAsync(TelemetryDbContext db, CancellationToken cancellationToken)
    {
        var newest = await NewestAsync(db, cancellationToken);
        if (newest is null)
        {
            await OpenFirstAsync(db, cancellationToken);
            newest = await NewestAsync(db, cancellationToken) ?? throw new InvalidOperationException("The first session was opened and is not there.");
        }

        // No other session can own what came before the first one: requests in flight as it was opened, ingested history.
        return new OpenSession(newest.StartedAt, newest.Id == SessionRecord.FirstId ? DateTimeOffset.MinValue : newest.StartedAt);
    }

    private static Task<SessionRecord?> NewestAsync(TelemetryDbContext db, CancellationToken cancellationToken) =>
        db.Sessions.AsNoTracking().OrderByDescending(s => s.Id).FirstOrDefaultAsync(cancellationToken);

    /// <summary>The first session has a fixed id, so that two that open it at once open one.</summary>
    private async Task<bool> OpenFirstAsync(TelemetryDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Sessions.AsNoTracking().AnyAsync(cancellationToken)) return false;

        db.Sessions.Add(new SessionRecord { Id = SessionRecord.FirstId, StartedAt = Timestamps.Now(time) });
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException e) when (e.InnerException is { } inner && StoreFailures.IsRefusal(inner))
        {
            // Another process was first.
            return false;
        }
        finally
        {
            db.ChangeTracker.Clear();
        }
    }
}
