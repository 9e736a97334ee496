using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/series</c>: sums over time.</summary>
public sealed record UsageSeries : StatisticsPeriod
{
    /// <summary>All buckets together.</summary>
    [JsonPropertyName("totals")] public required UsageTotals Totals { get; init; }

    /// <summary>Oldest first. Empty ones stand between, but for series of more than 5,000.</summary>
    [JsonPropertyName("buckets")] public required IReadOnlyList<SeriesBucket> Buckets { get; init; }
}

/// <summary>One hour or day.</summary>
public sealed record SeriesBucket : UsageTotals
{
    /// <summary>Empty.</summary>
    public SeriesBucket()
    {
    }

    /// <summary>With these sums.</summary>
    public SeriesBucket(UsageTotals totals) : base(totals)
    {
    }

    /// <summary>Its first moment, UTC.</summary>
    [JsonPropertyName("start")] public required DateTimeOffset Start { get; init; }

    /// <summary>Its parts by model, those without a name as <c>unknown</c>.</summary>
    [JsonPropertyName("by_model")] public required IReadOnlyDictionary<string, SeriesPart> ByModel { get; init; }
}

/// <summary>One model in one bucket.</summary>
public sealed record SeriesPart
{
    /// <summary>Requests.</summary>
    [JsonPropertyName("requests")] public long Requests { get; init; }

    /// <summary>Failed requests.</summary>
    [JsonPropertyName("errors")] public long Errors { get; init; }

    /// <summary>Cost in US dollars.</summary>
    [JsonPropertyName("cost_usd")] public decimal CostUsd { get; init; }

    /// <summary>Prompt tokens before compilation.</summary>
    [JsonPropertyName("input_tokens")] public long InputTokens { get; init; }

    /// <summary>Prompt tokens sent.</summary>
    [JsonPropertyName("sent_input_tokens")] public long SentInputTokens { get; init; }

    /// <summary>Generated tokens.</summary>
    [JsonPropertyName("output_tokens")] public long OutputTokens { get; init; }

    /// <summary>Tokens removed.</summary>
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }

    /// <summary>Gross savings in US dollars.</summary>
    [JsonPropertyName("gross_saved_usd")] public decimal GrossSavedUsd { get; init; }

    /// <summary>Net savings in US dollars.</summary>
    [JsonPropertyName("cost_saved_usd")] public decimal CostSavedUsd { get; init; }
}
