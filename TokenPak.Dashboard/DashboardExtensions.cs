namespace TokenPak.Dashboard;

/// <summary>Registers and maps the dashboard: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class DashboardExtensions
{
    /// <summary>Adds the dashboard's services.</summary>
    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder) => builder;

    /// <summary>Maps the dashboard's endpoints.</summary>
    public static WebApplication MapDashboard(this WebApplication app) => app;
}
