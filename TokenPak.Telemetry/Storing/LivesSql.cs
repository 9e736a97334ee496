namespace TokenPak.Telemetry.Storing;

/// <summary>Statements that make sessions and conversations anew, the same for both databases. Ones that are still there keep what their deleted rows said.</summary>
internal static class LivesSql
{
    public const string Conversations =
        """
        INSERT INTO conversations (id, arm, first_seen, last_seen, turns, errors, unpriced, cost_nanos, tool_errors_known, retries_known, retries, most_tool_errors)
        SELECT r.conversation, r.arm, min(r.timestamp), max(r.timestamp), count(*),
            sum(CASE WHEN r.is_error THEN 1 ELSE 0 END),
            sum(CASE WHEN r.cost_nanos IS NULL AND NOT r.is_error THEN 1 ELSE 0 END),
            CAST(coalesce(sum(r.cost_nanos), 0) AS bigint),
            count(r.tool_errors), count(r.retry_count),
            sum(CASE WHEN r.retry_count > 0 THEN 1 ELSE 0 END),
            coalesce(max(r.tool_errors), 0)
        FROM requests r
        WHERE r.conversation IS NOT NULL AND r.arm IS NOT NULL AND r.request_type NOT IN ('count_tokens', 'models')
            AND NOT EXISTS (SELECT 1 FROM conversations c WHERE c.id = r.conversation AND c.arm = r.arm)
        GROUP BY r.conversation, r.arm
        """;

    public static string Sessions(EntityTable table)
    {
        var sums = table.Columns.Select(c => c.Name).Where(name => name is not ("session_id" or "first_seen" or "last_seen")).ToList();
        return
            $"""
            INSERT INTO client_sessions (session_id, first_seen, last_seen, {string.Join(", ", sums)})
            SELECT h.session_id, r.first_seen, r.last_seen, {string.Join(", ", sums.Select(s => "h." + s))}
            FROM (SELECT session_id, {string.Join(", ", sums.Select(s => $"CAST(sum({s}) AS bigint) AS {s}"))} FROM session_hours GROUP BY session_id) h
            JOIN (SELECT coalesce(session_id, '') AS session_id, min(timestamp) AS first_seen, max(timestamp) AS last_seen FROM requests GROUP BY coalesce(session_id, '')) r
                ON r.session_id = h.session_id
            WHERE NOT EXISTS (SELECT 1 FROM client_sessions c WHERE c.session_id = h.session_id)
            """;
    }
}
