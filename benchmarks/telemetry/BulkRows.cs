using System.Globalization;
using Npgsql;

namespace TokenPak.TelemetryScale;

/// <summary>Rows made by the database itself, spread evenly over the ninety days before now: three providers, twelve models, five agents, sessions of 250 requests, conversations of 20.</summary>
internal static class BulkRows
{
    public static async Task FillAsync(string connection, long rows)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=0");
        var indexes = new List<(string Name, string Definition)>();
        await using (var list = source.CreateCommand("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'requests' AND indexname LIKE 'ix_%'"))
        await using (var reader = await list.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) indexes.Add((reader.GetString(0), reader.GetString(1)));
        }

        // Indexes are made faster at once than row by row.
        foreach (var index in indexes) await RunAsync(source, $"DROP INDEX {index.Name}");
        await RunAsync(source, Insert(rows));
        foreach (var index in indexes) await RunAsync(source, index.Definition);
    }

    public static async Task AnalyseAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Command Timeout=0");
        await RunAsync(source, "VACUUM ANALYZE");
        await RunAsync(source, "CHECKPOINT");
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Insert(long rows) => string.Create(CultureInfo.InvariantCulture,
        $$"""
        INSERT INTO requests (id, timestamp, instance, sequence, tenant, provider, dialect, request_type, endpoint, model, session_id, agent, status_code, outcome, is_error, streamed,
            latency_ms, time_to_first_byte_ms, compile_ms, mode, tokens_before, tokens_after, stages, removed_at_read_rate, removed_at_input_rate, removed_first_sent, removed_resent, cache_breaks,
            compile_cache_hits, compile_cache_misses, usage_source, uncached_input_tokens, cache_read_tokens, cache_creation_tokens, output_tokens, input_tokens, tokens_saved, subscription,
            cost_nanos, gross_saved_nanos, cache_break_nanos, net_saved_nanos, conversation, arm, tool_errors)
        SELECT md5('r' || i)::uuid, date_trunc('microseconds', now() - interval '90 days' * (1 - i::double precision / {{rows}})), 'gateway', i, 'tenant',
            (ARRAY['anthropic', 'openai', 'google'])[1 + h % 3], 1, 'chat', '/v1/messages', 'model-' || h % 12, 'session-' || i / 250, 'agent-' || (i / 250) % 5,
            CASE WHEN h % 50 = 0 THEN 429 ELSE 200 END, 0, h % 50 = 0, true,
            exp(7 + 1.6 * (random() + random() + random() - 1.5)), exp(5 + 1.6 * (random() + random() + random() - 1.5)), 1 + random(), 2, 20000 + h % 1000, 15000,
            '[{"stage":"json","tokens_saved":3000,"blocks":3},{"stage":"repeat","tokens_saved":2000,"blocks":2}]', 4000, 1000, 1000, 4000, 0,
            9, 1, 1, 1000, 13000, 1000, 300 + h % 500, 15000, 5000, false,
            10000000 + h * 1000, 2000000, 0, 2000000, 'c' || i / 20, CASE WHEN (i / 20) % 20 = 0 THEN 1 ELSE 0 END, 0
        FROM (SELECT i, abs(hashint8(i)) % 100000 AS h FROM generate_series(1, {{rows}}) AS i) AS numbers
        """);
}
