using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>The <c>today</c> member of <c>GET /stats</c>: the UTC day.</summary>
public sealed record TodayTotals
{
    /// <summary>Requests today.</summary>
    [JsonPropertyName("requests")] public long Requests { get; init; }

    /// <summary>Cost in US dollars.</summary>
    [JsonPropertyName("cost_usd")] public decimal CostUsd { get; init; }

    /// <summary>The same under the original tool's name.</summary>
    [JsonPropertyName("total_cost")] public decimal TotalCost => CostUsd;

    /// <summary>Tokens removed.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Prompt tokens before compilation.</summary>
    [JsonPropertyName("input_tokens")] public long InputTokens { get; init; }

    /// <summary>Generated tokens.</summary>
    [JsonPropertyName("output_tokens")] public long OutputTokens { get; init; }

    /// <summary>Mean arrival-to-last-byte time in milliseconds; null without requests.</summary>
    [JsonPropertyName("avg_latency_ms")] public double? AvgLatencyMs { get; init; }
}
