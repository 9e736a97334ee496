using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using TokenPak.Telemetry.Data;

namespace TokenPak.Telemetry.Storing;

/// <summary>One statement for a whole batch: a column travels as an array, and known ids are left alone.</summary>
internal sealed class PostgresInserter : IRequestInserter
{
    private const string CountInstances = """
        INSERT INTO instances (instance, max_sequence, stored, last_seen) SELECT * FROM unnest(@instances, @max, @stored, @seen)
        ON CONFLICT (instance) DO UPDATE SET max_sequence = greatest(instances.max_sequence, excluded.max_sequence),
            stored = instances.stored + excluded.stored, last_seen = greatest(instances.last_seen, excluded.last_seen)
        """;

    private IReadOnlyList<RequestColumn>? _columns;
    private string? _insert;

    public async Task<IReadOnlyList<RequestRecord>> InsertAsync(TelemetryDbContext db, IReadOnlyList<RequestRecord> records, CancellationToken cancellationToken)
    {
        var columns = _columns ??= RequestColumn.Of(db.Model);
        // In order of id, so that two consumers that hold the same redelivered rows take their locks in the same order.
        var ordered = records.OrderBy(r => r.Id).ToArray();
        await using var command = Command(db, _insert ??= Insert(columns));
        for (var i = 0; i < columns.Count; i++) command.Parameters.Add(new NpgsqlParameter("p" + i, columns[i].Values(ordered)));

        var ids = new HashSet<Guid>(records.Count);
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) ids.Add(reader.GetGuid(0));
        }

        // The same id twice in a batch is stored once, and counted once.
        return [.. records.Where(r => ids.Remove(r.Id))];
    }

    public async Task CountInstancesAsync(TelemetryDbContext db, IReadOnlyList<InstanceRecord> additions, CancellationToken cancellationToken)
    {
        await using var command = Command(db, CountInstances);
        command.Parameters.Add(new NpgsqlParameter<string[]>("instances", [.. additions.Select(a => a.Instance)]));
        command.Parameters.Add(new NpgsqlParameter<long[]>("max", [.. additions.Select(a => a.MaxSequence)]));
        command.Parameters.Add(new NpgsqlParameter<long[]>("stored", [.. additions.Select(a => a.Stored)]));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset[]>("seen", [.. additions.Select(a => a.LastSeen)]));
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Insert(IReadOnlyList<RequestColumn> columns) =>
        $"INSERT INTO requests ({string.Join(", ", columns.Select(c => c.Name))}) SELECT * FROM unnest({string.Join(", ", columns.Select((_, i) => "@p" + i))}) ON CONFLICT (id) DO NOTHING RETURNING id";

    private static NpgsqlCommand Command(TelemetryDbContext db, string text) =>
        new(text, (NpgsqlConnection)db.Database.GetDbConnection(), (NpgsqlTransaction?)db.Database.CurrentTransaction?.GetDbTransaction());
}
