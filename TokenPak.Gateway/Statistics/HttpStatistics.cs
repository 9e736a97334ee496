using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Gateway.Statistics;

/// <summary>Telemetry as a service of its own.</summary>
internal sealed class HttpStatistics(HttpClient client) : IStatistics
{
    private static StatisticsJsonContext Json => StatisticsJsonContext.Default;

    public Task<StatisticsSnapshot> GetSnapshotAsync(CancellationToken cancellationToken) => GetAsync("/snapshot", Json.StatisticsSnapshot, cancellationToken);

    public async Task<LastRequest?> GetLastAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, "/last"), cancellationToken);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await ReadAsync(response, Json.LastRequest, cancellationToken);
    }

    public Task<SessionStatistics> GetSessionAsync(CancellationToken cancellationToken) => GetAsync("/session", Json.SessionStatistics, cancellationToken);

    public Task<ProviderCacheTotals> GetProviderCacheAsync(CancellationToken cancellationToken) => GetAsync("/provider-cache", Json.ProviderCacheTotals, cancellationToken);

    public Task<RecentRequests> GetRecentAsync(RecentQuery query, CancellationToken cancellationToken)
    {
        var path = new StringBuilder("/recent?limit=").Append(query.Limit.ToString(CultureInfo.InvariantCulture));
        Append(path, "before", query.Before?.ToString());
        Append(path, "model", query.Model);
        Append(path, "provider", query.Provider);
        Append(path, "session", query.Session);
        Append(path, "status", query.Status);
        Append(path, "from", query.From?.ToString("O", CultureInfo.InvariantCulture));
        Append(path, "to", query.To?.ToString("O", CultureInfo.InvariantCulture));
        return GetAsync(path.ToString(), Json.RecentRequests, cancellationToken);
    }

    public async Task IngestAsync(IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/ingest") { Content = JsonContent.Create(records, Json.IReadOnlyListIngestRecord) };
        using var response = await SendAsync(message, cancellationToken);
    }

    public async Task StartSessionAsync(CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Post, "/session"), cancellationToken);
    }

    private async Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return await ReadAsync(response, type, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var response = await client.SendAsync(message, cancellationToken);
            if (response.IsSuccessStatusCode) return response;
            response.Dispose();
            throw new StatisticsUnavailableException($"Telemetry answers {(int)response.StatusCode}.");
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new StatisticsUnavailableException("Telemetry cannot be reached.", e);
        }
        finally
        {
            message.Dispose();
        }
    }

    private static async Task<T> ReadAsync<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync(type, cancellationToken) ?? throw new StatisticsUnavailableException("Telemetry's answer is empty.");

    private static void Append(StringBuilder path, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) path.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
