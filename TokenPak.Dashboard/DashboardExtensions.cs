using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using MudBlazor.Services;
using TokenPak.Dashboard.Components;
using TokenPak.Dashboard.Protection;
using TokenPak.Dashboard.Statistics;

namespace TokenPak.Dashboard;

/// <summary>Registers and maps the dashboard: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class DashboardExtensions
{
    private const string PathPrefix = "/dashboard";

    /// <summary>Adds the dashboard's services.</summary>
    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DashboardOptions>()
            .BindConfiguration(DashboardOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) => options.AdminToken = configuration[DashboardOptions.AdminTokenKey])
            .ValidateDataAnnotations()
            .ValidateOnStart();

        // A fixed name, since the content root (the default) moves with every version of an installed tool and would orphan the keys.
        builder.Services.AddDataProtection().SetApplicationName("tokenpak-dashboard");
        builder.Services.AddStatisticsApi();
        builder.Services.Configure<AntiforgeryOptions>(options => options.SuppressXFrameOptionsHeader = true);
        builder.Services.AddMudServices();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        return builder;
    }

    /// <summary>
    /// Maps the dashboard below <c>/dashboard</c>, in a branch of its own: the same paths stand alone behind the gateway and in one process with it.
    /// </summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.Map(PathPrefix, branch =>
        {
            branch.Use(LeaveOuterRouting);
            branch.UseMiddleware<SecurityHeaders>();
            branch.UseRouting();
            branch.UseAntiforgery();
            branch.UseEndpoints(endpoints =>
            {
                endpoints.MapStaticAssets();

                // No frame-ancestors header from the framework: SecurityHeaders sends a whole policy.
                endpoints.MapRazorComponents<App>()
                    .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null)
                    .WithStaticAssets();
            });
        });
        return app;
    }

    /// <summary>
    /// In one process the outer routing has run already. What it has below <c>/dashboard</c> by name (the gateway's sign-in) goes on; a catch-all that it
    /// matched would stop the branch's own routing.
    /// </summary>
    private static Task LeaveOuterRouting(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint() is RouteEndpoint { RequestDelegate: { } run } endpoint
            && endpoint.RoutePattern.RawText?.StartsWith(PathPrefix, StringComparison.Ordinal) == true) return run(context);
        context.SetEndpoint(null);
        return next(context);
    }
}
