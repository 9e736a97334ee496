using System.ComponentModel.DataAnnotations;

namespace TokenPak.Dashboard;

/// <summary>Settings of the dashboard.</summary>
public sealed class DashboardOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Dashboard";

    internal const string AdminTokenKey = "TokenPak:AdminToken";

    /// <summary>Seconds between two readings of the statistics.</summary>
    /// <value>Default: 2.</value>
    [Range(1, 3600)]
    public int RefreshSeconds { get; set; } = 2;

    /// <summary>The admin token, from <c>TokenPak:AdminToken</c>: sent to the statistics API. Pages are guarded by the gateway, which stands before them in both shapes.</summary>
    internal string? AdminToken { get; set; }
}
