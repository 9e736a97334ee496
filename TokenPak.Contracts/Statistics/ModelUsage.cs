using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/models</c>.</summary>
public sealed record ModelUsageList : StatisticsPeriod
{
    /// <summary>How much wider each latency bucket is than the one before: 1.1 means that a percentile is right to within 10 %, upwards.</summary>
    [JsonPropertyName("percentile_growth")] public double PercentileGrowth { get; init; }

    /// <summary>All models together.</summary>
    [JsonPropertyName("totals")] public required UsageTotals Totals { get; init; }

    /// <summary>The dearest first.</summary>
    [JsonPropertyName("models")] public required IReadOnlyList<ModelUsage> Models { get; init; }
}

/// <summary>One model of one provider.</summary>
public sealed record ModelUsage : UsageTotals
{
    /// <summary>Empty.</summary>
    public ModelUsage()
    {
    }

    /// <summary>With these sums.</summary>
    public ModelUsage(UsageTotals totals) : base(totals)
    {
    }

    /// <summary>The model that requests named; null where they named none.</summary>
    [JsonPropertyName("model")] public string? Model { get; init; }

    /// <summary>The provider; null where it is unknown.</summary>
    [JsonPropertyName("provider")] public string? Provider { get; init; }

    /// <summary>Arrival to last byte. Null where nothing was timed, or where a filter by session or agent is set: histograms are kept by model.</summary>
    [JsonPropertyName("latency_ms")] public Percentiles? LatencyMs { get; init; }

    /// <summary>Arrival to first body byte.</summary>
    [JsonPropertyName("time_to_first_byte_ms")] public Percentiles? TimeToFirstByteMs { get; init; }

    /// <summary>The compiler call.</summary>
    [JsonPropertyName("compile_ms")] public Percentiles? CompileMs { get; init; }
}

/// <summary>Percentiles from a histogram with growing buckets: the upper border of the bucket that holds each.</summary>
/// <param name="Count">Timed requests.</param>
/// <param name="P50">Half were as fast.</param>
/// <param name="P90">90 % were as fast.</param>
/// <param name="P95">95 % were as fast.</param>
/// <param name="P99">99 % were as fast.</param>
public sealed record Percentiles(
    [property: JsonPropertyName("count")] long Count,
    [property: JsonPropertyName("p50")] double P50,
    [property: JsonPropertyName("p90")] double P90,
    [property: JsonPropertyName("p95")] double P95,
    [property: JsonPropertyName("p99")] double P99);
