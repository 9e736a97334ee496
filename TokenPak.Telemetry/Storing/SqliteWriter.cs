using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>One prepared statement, bound again for each row: SQLite has no round trips to save.</summary>
internal sealed class SqliteWriter : IStoreWriter
{
    public async Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        // Only a known id is left alone: INSERT OR IGNORE would drop a row that breaks any other rule without a word.
        var table = EntityTable.Of<RequestRecord>(db);
        var added = new List<RequestRecord>(records.Count);
        await RunAsync(db, table, $"{Insert(table)} ON CONFLICT (id) DO NOTHING", records, added.Add, cancellationToken);
        return added;
    }

    public async Task MergeAsync(TelemetryDbContext db, IReadOnlyList<TableRows> additions, CancellationToken cancellationToken)
    {
        foreach (var (entity, rows) in additions)
        {
            var table = EntityTable.Of(db, entity);
            if (rows.Count > 0) await RunAsync(db, table, $"{Insert(table)} {table.OnConflictMerge("min", "max")}", rows, _ => { }, cancellationToken);
        }
    }

    /// <summary>A transaction that may write has the file to itself from its beginning.</summary>
    public Task HoldWritersOffAsync(TelemetryDbContext db, CancellationToken cancellationToken) => Task.CompletedTask;

    private static string Insert(EntityTable table) => $"INSERT INTO {table.Name} ({table.ColumnNames}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => "@p" + i))})";

    private static async Task RunAsync<T>(TelemetryDbContext db, EntityTable table, string statement, IReadOnlyList<T> rows, Action<T> changed, CancellationToken cancellationToken)
        where T : class
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = statement;
        var parameters = new DbParameter[table.Columns.Length];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = command.CreateParameter();
            parameters[i].ParameterName = "@p" + i;
            command.Parameters.Add(parameters[i]);
        }

        foreach (var row in rows)
        {
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = table.Columns[i].Value(row) ?? DBNull.Value;
            if (await command.ExecuteNonQueryAsync(cancellationToken) > 0) changed(row);
        }
    }
}
