using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>Telemetry's part of <c>GET /stats</c>; the gateway adds what it and the compiler know.</summary>
public sealed record StatisticsSnapshot
{
    /// <summary>Totals of the open session.</summary>
    [JsonPropertyName("session")] public required SessionTotals Session { get; init; }

    /// <summary>Totals of the UTC day.</summary>
    [JsonPropertyName("today")] public required TodayTotals Today { get; init; }

    /// <summary>Totals by model, over the session.</summary>
    [JsonPropertyName("by_model")] public required IReadOnlyDictionary<string, ModelTotals> ByModel { get; init; }

    /// <summary>The ten newest rows of the session.</summary>
    [JsonPropertyName("recent")] public required IReadOnlyList<RequestRow> Recent { get; init; }
}
