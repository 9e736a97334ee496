namespace TokenPak.Contracts.Statistics;

/// <summary>
/// The period and filters of the statistics by time, model, agent, session and stage. The period is widened to whole hours, or to whole UTC days where
/// <see cref="Bucket"/> is <c>day</c>; every answer states what it covers.
/// </summary>
public sealed record PeriodQuery
{
    /// <summary>Whole hours.</summary>
    public const string Hour = "hour";

    /// <summary>Whole days (UTC).</summary>
    public const string Day = "day";

    /// <summary>From this time on, inclusive; null from the first request on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time, exclusive; null until now.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary><see cref="Hour"/> or <see cref="Day"/>; null: hours up to three days, days beyond.</summary>
    public string? Bucket { get; init; }

    /// <summary>Exact model.</summary>
    public string? Model { get; init; }

    /// <summary>Exact provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Exact client session.</summary>
    public string? Session { get; init; }

    /// <summary>Exact agent.</summary>
    public string? Agent { get; init; }
}
