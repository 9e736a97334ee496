namespace TokenPak.Contracts.Statistics;

/// <summary>The filters and paging of <c>GET /recent</c>.</summary>
public sealed record RecentQuery
{
    /// <summary>Rows wanted, 1 to 50 (1 to 100,000 for CSV).</summary>
    public int Limit { get; init; } = 50;

    /// <summary>Only rows older than this one: paging.</summary>
    public Guid? Before { get; init; }

    /// <summary>Exact model.</summary>
    public string? Model { get; init; }

    /// <summary>Exact provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Exact client session.</summary>
    public string? Session { get; init; }

    /// <summary>Exact agent.</summary>
    public string? Agent { get; init; }

    /// <summary>Status code: exact (<c>429</c>) or class (<c>4xx</c>).</summary>
    public string? Status { get; init; }

    /// <summary>From this time on, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time, exclusive.</summary>
    public DateTimeOffset? To { get; init; }
}
