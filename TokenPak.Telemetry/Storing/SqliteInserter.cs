using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>One prepared statement, bound again for each row: SQLite has no round trips to save.</summary>
internal sealed class SqliteInserter : IRequestInserter
{
    private const string CountInstance = """
        INSERT INTO instances (instance, max_sequence, stored, last_seen) VALUES (@instance, @max, @stored, @seen)
        ON CONFLICT (instance) DO UPDATE SET max_sequence = max(max_sequence, excluded.max_sequence), stored = stored + excluded.stored,
            last_seen = max(last_seen, excluded.last_seen)
        """;

    private IReadOnlyList<RequestColumn>? _columns;

    public async Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        var columns = _columns ??= RequestColumn.Of(db.Model);
        await using var command = Command(db, Insert(columns));
        var parameters = columns.Select((_, i) => Add(command, "@p" + i)).ToArray();
        var added = new List<RequestRecord>(records.Count);
        foreach (var record in records)
        {
            for (var i = 0; i < parameters.Length; i++) parameters[i].Value = columns[i].Value(record) ?? DBNull.Value;
            if (await command.ExecuteNonQueryAsync(cancellationToken) > 0) added.Add(record);
        }

        return added;
    }

    public async Task CountInstancesAsync(TelemetryDbContext db, IReadOnlyList<InstanceRecord> additions, CancellationToken cancellationToken)
    {
        await using var command = Command(db, CountInstance);
        var (instance, max, stored, seen) = (Add(command, "@instance"), Add(command, "@max"), Add(command, "@stored"), Add(command, "@seen"));
        foreach (var addition in additions)
        {
            instance.Value = addition.Instance;
            max.Value = addition.MaxSequence;
            stored.Value = addition.Stored;
            seen.Value = (addition.LastSeen.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>Only a known id is left alone: <c>INSERT OR IGNORE</c> would drop a row that breaks any other rule without a word.</summary>
    private static string Insert(IReadOnlyList<RequestColumn> columns) =>
        $"INSERT INTO requests ({string.Join(", ", columns.Select(c => c.Name))}) VALUES ({string.Join(", ", columns.Select((_, i) => "@p" + i))}) ON CONFLICT (id) DO NOTHING";

    private static DbCommand Command(TelemetryDbContext db, string text)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = text;
        return command;
    }

    private static DbParameter Add(DbCommand command, string name)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        command.Parameters.Add(parameter);
        return parameter;
    }
}
