using System.Data.Common;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TokenPak.EndToEnd.Tests.Dashboard.Day;

/// <summary>The raw rows, asked of the product's database itself.</summary>
internal sealed class DayRows(ProductUnderTest product)
{
    private const decimal NanosPerDollar = 1_000_000_000m;

    private const string Raw = "input_tokens + tokens_saved - coalesce(injected_tokens, 0)";

    /// <summary>Of all rows.</summary>
    public async Task<DaySums> SumAsync(string where = "1 = 1") => (await ByAsync("''", where)).GetValueOrDefault("") ?? new DaySums();

    /// <summary>Of each group of rows.</summary>
    public async Task<Dictionary<string, DaySums>> ByAsync(string key, string where = "1 = 1")
    {
        var groups = new Dictionary<string, DaySums>(StringComparer.Ordinal);
        await ReadAsync(
            $"""
            SELECT {key}, count(*), sum(CASE WHEN is_error THEN 1 ELSE 0 END), sum(cost_nanos), sum(net_saved_nanos), sum({Raw}), sum(input_tokens), sum(uncached_input_tokens), sum(cache_read_tokens),
                sum(cache_creation_tokens), sum(output_tokens), sum(tokens_saved)
            FROM requests WHERE {where} GROUP BY 1
            """,
            row => groups.Add(row.GetString(0), new DaySums
            {
                Requests = (long)Number(row, 1),
                Errors = (long)Number(row, 2),
                Cost = Number(row, 3) / NanosPerDollar,
                Net = Number(row, 4) / NanosPerDollar,
                Raw = (long)Number(row, 5),
                Sent = (long)Number(row, 6),
                Uncached = (long)Number(row, 7),
                Read = (long)Number(row, 8),
                Written = (long)Number(row, 9),
                Output = (long)Number(row, 10),
                Saved = (long)Number(row, 11),
            }));
        return groups;
    }

    /// <summary>One sum that is no part of <see cref="DaySums"/>.</summary>
    public async Task<decimal> NumberAsync(string expression)
    {
        decimal number = 0;
        await ReadAsync($"SELECT {expression} FROM requests", row => number = Number(row, 0));
        return number;
    }

    /// <summary>The sum of a column of money.</summary>
    public async Task<decimal> DollarsAsync(string column) => await NumberAsync($"sum({column})") / NanosPerDollar;

    /// <summary>Tokens removed by each stage.</summary>
    public async Task<Dictionary<string, long>> StagesAsync()
    {
        var stages = new Dictionary<string, long>(StringComparer.Ordinal);
        await ReadAsync("SELECT stages FROM requests WHERE stages IS NOT NULL AND tokens_saved > 0", row =>
        {
            foreach (var saving in JsonElement.Parse(row.GetString(0)).EnumerateArray())
            {
                var stage = saving.Text("stage") ?? "";
                stages[stage] = stages.GetValueOrDefault(stage) + (saving.Number("tokens_saved") ?? 0);
            }
        });
        return stages;
    }

    /// <summary>A condition: on or after a time.</summary>
    public string Since(DateTimeOffset time) => product is DistributedProduct
        ? string.Create(CultureInfo.InvariantCulture, $"timestamp >= '{time.UtcDateTime:O}'::timestamptz")
        : string.Create(CultureInfo.InvariantCulture, $"timestamp >= {(time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}");

    private static decimal Number(DbDataReader row, int at) => row.IsDBNull(at) ? 0 : Convert.ToDecimal(row.GetValue(at), CultureInfo.InvariantCulture);

    private async Task ReadAsync(string sql, Action<DbDataReader> read)
    {
        await using DbConnection connection = product is DistributedProduct distributed
            ? new NpgsqlConnection(distributed.Database + ";Pooling=false")
            : new SqliteConnection($"Data Source={Path.Combine(product.DataFolders[0], "telemetry.db")};Mode=ReadOnly;Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) read(reader);
    }
}
