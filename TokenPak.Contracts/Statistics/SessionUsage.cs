using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>The filters and paging of <c>GET /stats/sessions</c>.</summary>
public sealed record SessionsQuery
{
    /// <summary>Sessions wanted, 1 to 200.</summary>
    public int Limit { get; init; } = 50;

    /// <summary><see cref="SessionUsageList.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Only sessions that were active from this time on.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Only sessions that began before this time.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Only this session.</summary>
    public string? Session { get; init; }

    /// <summary>Only sessions that used this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only sessions that used this provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Only sessions of this agent.</summary>
    public string? Agent { get; init; }
}

/// <summary><c>GET /stats/sessions</c>: client sessions, the most recently active first.</summary>
public sealed record SessionUsageList
{
    /// <summary>Each with its whole life, also where it reaches beyond the period asked for.</summary>
    [JsonPropertyName("sessions")] public required IReadOnlyList<SessionUsage> Sessions { get; init; }

    /// <summary>The cursor of the next page; null on the last.</summary>
    [JsonPropertyName("next")] public string? Next { get; init; }
}

/// <summary>One client session. Its requests are <c>GET /recent?session=</c>; each is a turn.</summary>
public sealed record SessionUsage : UsageTotals
{
    /// <summary>Empty.</summary>
    public SessionUsage()
    {
    }

    /// <summary>With these sums.</summary>
    public SessionUsage(UsageTotals totals) : base(totals)
    {
    }

    /// <summary>Its id; null for all requests that named none.</summary>
    [JsonPropertyName("session_id")] public string? SessionId { get; init; }

    /// <summary>Arrival of its first request, UTC.</summary>
    [JsonPropertyName("started_at")] public DateTimeOffset StartedAt { get; init; }

    /// <summary>Arrival of its newest request, UTC.</summary>
    [JsonPropertyName("last_at")] public DateTimeOffset LastAt { get; init; }

    /// <summary>Seconds from the first arrival to the newest.</summary>
    [JsonPropertyName("duration_seconds")] public double DurationSeconds { get; init; }

    /// <summary>Requests to a model (all but <c>count_tokens</c> and <c>models</c>).</summary>
    [JsonPropertyName("turns")] public long Turns { get; init; }

    /// <summary>Models used.</summary>
    [JsonPropertyName("models")] public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Providers used.</summary>
    [JsonPropertyName("providers")] public IReadOnlyList<string> Providers { get; init; } = [];

    /// <summary>Client programs.</summary>
    [JsonPropertyName("agents")] public IReadOnlyList<string> Agents { get; init; } = [];
}
