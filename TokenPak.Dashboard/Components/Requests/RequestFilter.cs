using TokenPak.Dashboard.Components.Periods;
using TokenPak.Dashboard.Statistics;

namespace TokenPak.Dashboard.Components.Requests;

/// <summary>Which requests a list shows.</summary>
public sealed record RequestFilter
{
    /// <summary>Exact model.</summary>
    public string? Model { get; init; }

    /// <summary>Exact provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Exact client session.</summary>
    public string? Session { get; init; }

    /// <summary>Exact client program.</summary>
    public string? Agent { get; init; }

    /// <summary>A status code or a class of them.</summary>
    public string? Status { get; init; }

    /// <summary>Only rows older than this one.</summary>
    public Guid? Before { get; init; }

    /// <summary>Whether anything is filtered, paging aside.</summary>
    public bool IsEmpty => this with { Before = null } == new RequestFilter();

    /// <summary>The query of the statistics API.</summary>
    internal string Address(string path, Period period) => QueryText.Of(
        path,
        ("from", period.FromText),
        ("to", period.ToText),
        ("model", Model),
        ("provider", Provider),
        ("session", Session),
        ("agent", Agent),
        ("status", Status),
        ("before", Before?.ToString()));

    /// <summary>The address of the page that shows these.</summary>
    internal string Link(Period period)
    {
        var own = QueryText.Of("", ("model", Model), ("provider", Provider), ("session", Session), ("agent", Agent), ("status", Status), ("before", Before?.ToString()));
        var page = period.Link("requests");
        return own.Length == 0 ? page : page.Contains('?', StringComparison.Ordinal) ? $"{page}&{own[1..]}" : page + own;
    }
}
