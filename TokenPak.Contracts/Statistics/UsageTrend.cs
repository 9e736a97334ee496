using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/trend</c>: a period beside the time before it that is as long as what has passed of it.</summary>
public sealed record UsageTrend : StatisticsPeriod
{
    /// <summary>The period.</summary>
    [JsonPropertyName("current")] public required UsageTotals Current { get; init; }

    /// <summary>The time before, as long as what has passed of the period, to the hour; null where no start was asked for, or nothing was before it.</summary>
    [JsonPropertyName("previous")] public UsageTotals? Previous { get; init; }

    /// <summary>Where the time before starts, inclusive; it ends where the period starts.</summary>
    [JsonPropertyName("previous_from")] public DateTimeOffset? PreviousFrom { get; init; }

    /// <summary>Events known to be missing, from gateways seen since the period's start.</summary>
    [JsonPropertyName("events_lost")] public long EventsLost { get; init; }
}
