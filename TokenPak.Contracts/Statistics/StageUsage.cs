using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/stages</c>: what each stage of the compiler removed, by the engine's tokenizer.</summary>
public sealed record StageUsageList : StatisticsPeriod
{
    /// <summary>Tokens removed by all stages together.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>The most saving first.</summary>
    [JsonPropertyName("stages")] public required IReadOnlyList<StageUsage> Stages { get; init; }
}

/// <summary>One stage.</summary>
public sealed record StageUsage
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("stage")] public required string Stage { get; init; }

    /// <summary>Requests in which it removed something.</summary>
    [JsonPropertyName("requests")] public long Requests { get; init; }

    /// <summary>Blocks in which it removed something, once for each request that sent them.</summary>
    [JsonPropertyName("blocks")] public long Blocks { get; init; }

    /// <summary>Tokens removed.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Share of all that stages removed, 0 to 1; null of nothing.</summary>
    [JsonPropertyName("share")] public double? Share { get; init; }
}
