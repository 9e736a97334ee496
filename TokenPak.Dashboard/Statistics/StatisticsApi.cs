using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TokenPak.Dashboard.Statistics;

/// <summary>The gateway's public statistics API. What was read last serves every open page for a moment.</summary>
internal sealed class StatisticsApi(HttpClient http, LastReadings last)
{
    /// <summary>Reads for one page: answers up to <paramref name="maxAge"/> old will do.</summary>
    public StatisticsReader Reader(TimeSpan maxAge, CancellationToken cancellationToken) => new(this, maxAge, cancellationToken);

    public async Task<Reading<T>> GetAsync<T>(string path, JsonTypeInfo<T> type, TimeSpan maxAge, CancellationToken cancellationToken)
        where T : class
    {
        if (last.Find<T>(path, maxAge) is { } known) return Reading<T>.Of(known);
        var reading = await AskAsync(path, type, cancellationToken);

        // A page that has moved on meanwhile must not show this.
        cancellationToken.ThrowIfCancellationRequested();
        if (reading.Value is { } value) last.Keep(path, value);
        return reading;
    }

    private async Task<Reading<T>> AskAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
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
                case HttpStatusCode.NotFound:
                    return Reading<T>.Failed(ReadingFailure.NotFound);
                case HttpStatusCode.BadRequest:
                    return Reading<T>.Failed(ReadingFailure.BadQuery);
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
