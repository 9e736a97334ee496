namespace TokenPak.Gateway.Configuration;

/// <summary>Protection of the dashboard and the statistics.</summary>
internal sealed class DashboardAccessOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Dashboard";

    /// <summary>Whether the dashboard and all statistics need the admin token. Default false.</summary>
    public bool RequireToken { get; set; }
}
