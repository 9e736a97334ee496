using System.Globalization;
using System.Text;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Gateway.Statistics;

/// <summary>Rows as comma-separated values (RFC 4180).</summary>
internal static class RecentCsv
{
    private static readonly (string Name, Func<RequestRow, object?> Value)[] Columns =
    [
        ("id", r => r.Id),
        ("timestamp", r => r.Timestamp.UtcDateTime),
        ("provider", r => r.Provider),
        ("model", r => r.Model),
        ("request_type", r => r.RequestType),
        ("endpoint", r => r.Endpoint),
        ("status_code", r => r.StatusCode),
        ("latency_ms", r => r.LatencyMs),
        ("time_to_first_byte_ms", r => r.TimeToFirstByteMs),
        ("compile_ms", r => r.CompileMs),
        ("input_tokens", r => r.InputTokens),
        ("input_tokens_raw", r => r.InputTokensRaw),
        ("output_tokens", r => r.OutputTokens),
        ("tokens_saved", r => r.TokensSaved),
        ("cost", r => r.Cost),
        ("estimated_cost", r => r.EstimatedCost),
        ("cost_saved", r => r.CostSaved),
        ("compilation_mode", r => r.CompilationMode),
        ("injected_tokens", r => r.InjectedTokens),
        ("injected_sources", r => r.InjectedSources),
        ("cache_read_tokens", r => r.CacheReadTokens),
        ("cache_creation_tokens", r => r.CacheCreationTokens),
        ("session_id", r => r.SessionId),
        ("agent", r => r.Agent),
    ];

    public static string Write(IEnumerable<RequestRow> rows)
    {
        var csv = new StringBuilder();
        csv.AppendJoin(',', Columns.Select(c => c.Name)).Append("\r\n");
        foreach (var row in rows) csv.AppendJoin(',', Columns.Select(c => Cell(c.Value(row)))).Append("\r\n");
        return csv.ToString();
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        string text => Text(text),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "",
    };

    private static string Text(string text)
    {
        // A spreadsheet must not take a client's text for a formula.
        if (text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r')) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
