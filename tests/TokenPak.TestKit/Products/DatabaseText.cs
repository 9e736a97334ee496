using System.Text;
using Npgsql;

namespace TokenPak.TestKit.Products;

/// <summary>A database as text, for finding what should not be in it.</summary>
internal static class DatabaseText
{
    public static async Task<string> OfAsync(string connectionString)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var tables = await ReadAsync(connection, "SELECT quote_ident(table_schema) || '.' || quote_ident(table_name) FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')");
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            text.Append(table).Append('\n');
            foreach (var row in await ReadAsync(connection, $"SELECT t::text FROM {table} t")) text.Append(row).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<List<string>> ReadAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }
}
