using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>What an answer covers.</summary>
public abstract record StatisticsPeriod
{
    /// <summary>Inclusive, UTC; null where there was no request yet and no start was asked for.</summary>
    [JsonPropertyName("from")] public DateTimeOffset? From { get; init; }

    /// <summary>Exclusive, UTC: the end of the running hour or day, where the period reaches until now.</summary>
    [JsonPropertyName("to")] public DateTimeOffset To { get; init; }

    /// <summary><c>hour</c> or <c>day</c>: what the period was widened to.</summary>
    [JsonPropertyName("bucket")] public string Bucket { get; init; } = PeriodQuery.Hour;
}
