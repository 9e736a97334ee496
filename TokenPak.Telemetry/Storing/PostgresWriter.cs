using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>One statement a table for a whole batch: each column travels as an array, and all sums in one round trip.</summary>
internal sealed class PostgresWriter : IStoreWriter
{
    public async Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        // In order of id, so that two consumers that hold the same redelivered rows take their locks in the same order.
        var table = EntityTable.Of<RequestRecord>(db);
        await using var batch = Batch(db, [Command(table, "ON CONFLICT (id) DO NOTHING RETURNING id", [.. records.OrderBy(r => r.Id)])]);
        var ids = new HashSet<Guid>(records.Count);
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        }

        // The same id twice in a batch is stored once, and counted once.
        return [.. records.Where(r => ids.Remove(r.Id))];
    }

    public async Task MergeAsync(TelemetryDbContext db, IReadOnlyList<TableRows> additions, CancellationToken cancellationToken)
    {
        var commands = from added in additions
                       where added.Rows.Count > 0
                       let table = EntityTable.Of(db, added.Entity)
                       select Command(table, table.OnConflictMerge("least", "greatest"), added.Rows);
        await using var batch = Batch(db, commands);
        if (batch.BatchCommands.Count > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Waits for those who are storing; a store begins with its rows, so none is in the middle then.</summary>
    public Task HoldWritersOffAsync(TelemetryDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"LOCK TABLE requests IN SHARE ROW EXCLUSIVE MODE", cancellationToken);

    private static NpgsqlBatch Batch(TelemetryDbContext db, IEnumerable<NpgsqlBatchCommand> commands)
    {
        var batch = new NpgsqlBatch((NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
        foreach (var command in commands) batch.BatchCommands.Add(command);
        return batch;
    }

    private static NpgsqlBatchCommand Command(EntityTable table, string onConflict, IReadOnlyList<object> rows)
    {
        // Positional parameters: Npgsql does not have to look for names in the statement.
        var arrays = string.Join(", ", table.Columns.Select((_, i) => "$" + (i + 1)));
        var command = new NpgsqlBatchCommand($"INSERT INTO {table.Name} ({table.ColumnNames}) SELECT * FROM unnest({arrays}) {onConflict}");
        foreach (var column in table.Columns) command.Parameters.Add(new NpgsqlParameter { Value = column.Values(rows) });
        return command;
    }
}
