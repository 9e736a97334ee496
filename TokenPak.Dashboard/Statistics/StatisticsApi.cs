using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Dashboard.Statistics;

/// <summary>The gateway's public statistics API.</summary>
internal sealed class StatisticsApi(HttpClient http)
{
    public Task<Reading<OverviewStatistics>> GetOverviewAsync(CancellationToken cancellationToken) =>
        GetAsync("stats", DashboardJsonContext.Default.OverviewStatistics, cancellationToken);

    public Task<Reading<CacheStatistics>> GetCacheAsync(CancellationToken cancellationToken) =>
        GetAsync("cache-stats", DashboardJsonContext.Default.CacheStatistics, cancellationToken);

    public Task<Reading<RecentRequests>> GetRecentAsync(CancellationToken cancellationToken) =>
        GetAsync("recent?limit=50", DashboardJsonContext.Default.RecentRequests, cancellationToken);

    private async Task<Reading<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
            switch (response.StatusCode)
            {
                case HttpStatusCode.OK:
                    var value = await response.Content.ReadFromJsonAsync(type, cancellationToken);
                    return value is null ? Reading<T>.Failed(ReadingFailure.Unreadable) : Reading<T>.Of(value);
                case HttpStatusCode.ServiceUnavailable:
                    return Reading<T>.Failed(ReadingFailure.StatisticsAway);
                case HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden:
                    return Reading<T>.Failed(ReadingFailure.TokenRefused);
                default:
                    return Reading<T>.Failed(ReadingFailure.Unreadable);
            }
        }
        catch (JsonException)
        {
            return Reading<T>.Failed(ReadingFailure.Unreadable);
        }
        catch (Exception e) when (e is HttpRequestException or InvalidOperationException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // InvalidOperationException: service discovery has no address yet (the server still starts).
            return Reading<T>.Failed(ReadingFailure.GatewayUnreachable);
        }
    }
}
