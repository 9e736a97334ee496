using Microsoft.Extensions.Options;
using TokenPak.Contracts;

namespace TokenPak.Dashboard.Statistics;

internal static class StatisticsApiExtensions
{
    private const string AdminTokenHeader = "X-Admin-Token";

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds the client of <c>http://gateway</c>, found by service discovery.</summary>
    public static void AddStatisticsApi(this IServiceCollection services)
    {
        services.AddSingleton<LastReadings>();
        services.AddHttpClient<StatisticsApi>((provider, http) =>
            {
                http.BaseAddress = new Uri($"http://{ResourceNames.Gateway}/");
                http.Timeout = Timeout;
                if (provider.GetRequiredService<IOptions<DashboardOptions>>().Value.AdminToken is { Length: > 0 } token)
                    http.DefaultRequestHeaders.Add(AdminTokenHeader, token);
            })
            .AddServiceDiscovery()
            // The token is a credential: no header of this client reaches a log.
            .RemoveAllLoggers();
    }
}
