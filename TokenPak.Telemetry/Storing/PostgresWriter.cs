using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>One statement for a whole batch: each column travels as an array.</summary>
internal sealed class PostgresWriter : IStoreWriter
{
    public async Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        // In order of id, so that two consumers that hold the same redelivered rows take their locks in the same order.
        var table = EntityTable.Of<RequestRecord>(db);
        await using var command = Command(db, table, "ON CONFLICT (id) DO NOTHING RETURNING id", [.. records.OrderBy(r => r.Id)]);
        var ids = new HashSet<Guid>(records.Count);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        }

        // The same id twice in a batch is stored once, and counted once.
        return [.. records.Where(r => ids.Remove(r.Id))];
    }

    public async Task MergeAsync<T>(TelemetryDbContext db, IReadOnlyList<T> additions, CancellationToken cancellationToken) where T : class
    {
        if (additions.Count == 0) return;
        var table = EntityTable.Of<T>(db);
        await using var command = Command(db, table, $"ON CONFLICT ({table.KeyNames}) DO UPDATE SET {table.Merge("least", "greatest")}", additions);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits for those who are storing; a store begins with its rows, so none is in the middle then.</summary>
    public Task HoldWritersOffAsync(TelemetryDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"LOCK TABLE requests IN SHARE ROW EXCLUSIVE MODE", cancellationToken);

    private static NpgsqlCommand Command<T>(TelemetryDbContext db, EntityTable table, string onConflict, IReadOnlyList<T> rows) where T : class
    {
        var arrays = string.Join(", ", table.Columns.Select((_, i) => "@p" + i));
        var command = new NpgsqlCommand(
            $"INSERT INTO {table.Name} ({table.ColumnNames}) SELECT * FROM unnest({arrays}) {onConflict}",
            (NpgsqlConnection)db.Database.GetDbConnection(),
            (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        for (var i = 0; i < table.Columns.Length; i++) command.Parameters.Add(new NpgsqlParameter("p" + i, table.Columns[i].Values(rows)));
        return command;
    }
}
