using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/holdout</c>: conversations that were compiled beside those that were left alone on purpose. Savings here are measured, not computed.</summary>
public sealed record HoldoutComparison
{
    /// <summary>Conversations that began from this time on; null: all.</summary>
    [JsonPropertyName("from")] public DateTimeOffset? From { get; init; }

    /// <summary>Conversations that began before this time; null: until now.</summary>
    [JsonPropertyName("to")] public DateTimeOffset? To { get; init; }

    /// <summary>The arm that was compiled.</summary>
    [JsonPropertyName("compiled")] public required HoldoutArm Compiled { get; init; }

    /// <summary>The arm that ran <c>off</c>.</summary>
    [JsonPropertyName("holdout")] public required HoldoutArm Holdout { get; init; }

    /// <summary>Each measure's difference with its interval.</summary>
    [JsonPropertyName("measures")] public required IReadOnlyList<HoldoutMeasure> Measures { get; init; }

    /// <summary>The share of cost that compilation saved per conversation, 0 to 1, once its interval leaves out zero; null until then.</summary>
    [JsonPropertyName("headline_saved_share")] public double? HeadlineSavedShare { get; init; }

    /// <summary><c>significant</c>, <c>not_significant</c> or <c>too_few</c> (under the minimum of conversations in an arm).</summary>
    [JsonPropertyName("verdict")] public required string Verdict { get; init; }

    /// <summary>The conversations that each arm needs before anything is concluded.</summary>
    [JsonPropertyName("minimum_conversations")] public int MinimumConversations { get; init; }

    /// <summary>The level of the intervals, e.g. 0.95.</summary>
    [JsonPropertyName("confidence")] public double Confidence { get; init; }
}

/// <summary>One arm.</summary>
public sealed record HoldoutArm
{
    /// <summary>Conversations.</summary>
    [JsonPropertyName("conversations")] public long Conversations { get; init; }

    /// <summary>Their requests.</summary>
    [JsonPropertyName("requests")] public long Requests { get; init; }

    /// <summary>Conversations left out of the comparison of cost, since a request of theirs has no known cost.</summary>
    [JsonPropertyName("unpriced_conversations")] public long UnpricedConversations { get; init; }
}

/// <summary>One measure, compared.</summary>
public sealed record HoldoutMeasure
{
    /// <summary><c>cost_usd</c>, <c>turns</c>, <c>errors</c>, <c>tool_errors</c> or <c>retries</c>, each per conversation.</summary>
    [JsonPropertyName("measure")] public required string Measure { get; init; }

    /// <summary>Conversations of each arm where the measure is known.</summary>
    [JsonPropertyName("compiled_count")] public long CompiledCount { get; init; }

    /// <inheritdoc cref="CompiledCount"/>
    [JsonPropertyName("holdout_count")] public long HoldoutCount { get; init; }

    /// <summary>Mean per conversation.</summary>
    [JsonPropertyName("compiled_mean")] public double? CompiledMean { get; init; }

    /// <inheritdoc cref="CompiledMean"/>
    [JsonPropertyName("holdout_mean")] public double? HoldoutMean { get; init; }

    /// <summary>Compiled less holdout: negative is less with compilation.</summary>
    [JsonPropertyName("difference")] public double? Difference { get; init; }

    /// <summary>The interval of <see cref="Difference"/>.</summary>
    [JsonPropertyName("low")] public double? Low { get; init; }

    /// <inheritdoc cref="Low"/>
    [JsonPropertyName("high")] public double? High { get; init; }

    /// <summary>Whether the interval leaves out zero, with enough conversations in both arms.</summary>
    [JsonPropertyName("significant")] public bool Significant { get; init; }
}
