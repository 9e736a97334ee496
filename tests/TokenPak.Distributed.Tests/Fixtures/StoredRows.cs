using Npgsql;

namespace TokenPak.Distributed.Tests.Fixtures;

/// <summary>The database's own word on which requests it holds.</summary>
internal static class StoredRows
{
    /// <summary>The cache breaks of every stored request, by its id.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> ReadAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT id, cache_breaks FROM requests");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<Guid, int>();
        while (await reader.ReadAsync()) rows.Add(reader.GetGuid(0), reader.GetInt32(1));
        return rows;
    }

    /// <summary>Requests by the rollups, which a row stored twice would raise.</summary>
    public static async Task<long> RolledUpAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT coalesce(sum(requests), 0)::bigint FROM hourly_totals");
        return await command.ExecuteScalarAsync() is long sum ? sum : throw new InvalidOperationException("A sum is a number.");
    }
}
