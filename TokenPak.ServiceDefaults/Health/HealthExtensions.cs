using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace TokenPak.ServiceDefaults.Health;

/// <summary>
/// <c>/alive</c>: the process runs. <c>/ready</c>: it can take traffic; only checks tagged <see cref="ReadyTag"/> count, and a dependency that
/// may be away never carries that tag.
/// </summary>
public static class HealthExtensions
{
    /// <summary>Marks a check whose failure means that the service cannot do its work.</summary>
    public const string ReadyTag = "ready";

    private const string LiveTag = "live";

    internal static void AddDefaultHealthChecks(this IHostApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);

    internal static void MapHealthEndpoints(this WebApplication app)
    {
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) });
        app.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ReadyTag) });
    }
}
