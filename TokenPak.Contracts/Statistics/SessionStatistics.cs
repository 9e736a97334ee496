using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/session</c>.</summary>
public sealed record SessionStatistics
{
    /// <summary>Requests of the session.</summary>
    [JsonPropertyName("session_requests")] public long SessionRequests { get; init; }

    /// <summary>Prompt tokens before compilation.</summary>
    [JsonPropertyName("tokens_raw")] public long TokensRaw { get; init; }

    /// <summary>Prompt tokens sent.</summary>
    [JsonPropertyName("tokens_sent")] public long TokensSent { get; init; }

    /// <summary>Tokens removed.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Removed share of all prompt tokens, 0 to 100; null without any.</summary>
    [JsonPropertyName("avg_savings_pct")] public double? AvgSavingsPct { get; init; }

    /// <summary>Generated tokens.</summary>
    [JsonPropertyName("output_tokens")] public long OutputTokens { get; init; }

    /// <summary>Cost in US dollars.</summary>
    [JsonPropertyName("total_cost")] public decimal TotalCost { get; init; }

    /// <summary>Net savings in US dollars.</summary>
    [JsonPropertyName("session_total_saved")] public decimal SessionTotalSaved { get; init; }

    /// <summary>Failed requests.</summary>
    [JsonPropertyName("errors")] public long Errors { get; init; }

    /// <summary>Hours since the session was opened.</summary>
    [JsonPropertyName("uptime_hours")] public double UptimeHours { get; init; }
}
