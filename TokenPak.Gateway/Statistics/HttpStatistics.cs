using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using TokenPak.Contracts.Events;
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
        Append(path, "agent", query.Agent);
        Append(path, "status", query.Status);
        AppendTimes(path, query.From, query.To);
        return GetAsync(path.ToString(), Json.RecentRequests, cancellationToken);
    }

    public async Task<RequestReceipt?> GetReceiptAsync(Guid id, CancellationToken cancellationToken)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, $"/requests/{id}"), cancellationToken);
        return response.StatusCode == HttpStatusCode.NoContent ? null : await ReadAsync(response, Json.RequestReceipt, cancellationToken);
    }

    public Task<UsageSeries> GetSeriesAsync(PeriodQuery query, CancellationToken cancellationToken) => GetAsync(PathOf("/series", query), Json.UsageSeries, cancellationToken);

    public Task<UsageTrend> GetTrendAsync(PeriodQuery query, CancellationToken cancellationToken) => GetAsync(PathOf("/trend", query), Json.UsageTrend, cancellationToken);

    public Task<ModelUsageList> GetModelsAsync(PeriodQuery query, CancellationToken cancellationToken) => GetAsync(PathOf("/models", query), Json.ModelUsageList, cancellationToken);

    public Task<AgentUsageList> GetAgentsAsync(PeriodQuery query, CancellationToken cancellationToken) => GetAsync(PathOf("/agents", query), Json.AgentUsageList, cancellationToken);

    public Task<StageUsageList> GetStagesAsync(PeriodQuery query, CancellationToken cancellationToken) => GetAsync(PathOf("/stages", query), Json.StageUsageList, cancellationToken);

    public Task<HoldoutComparison> GetHoldoutAsync(PeriodQuery query, CancellationToken cancellationToken) => GetAsync(PathOf("/holdout", query), Json.HoldoutComparison, cancellationToken);

    public Task<SessionUsageList> GetSessionsAsync(SessionsQuery query, CancellationToken cancellationToken)
    {
        var path = new StringBuilder("/sessions?limit=").Append(query.Limit.ToString(CultureInfo.InvariantCulture));
        Append(path, "cursor", query.Cursor);
        Append(path, "session", query.Session);
        Append(path, "model", query.Model);
        Append(path, "provider", query.Provider);
        Append(path, "agent", query.Agent);
        AppendTimes(path, query.From, query.To);
        return GetAsync(path.ToString(), Json.SessionUsageList, cancellationToken);
    }

    public async Task IngestAsync(IReadOnlyList<IngestRecord> records, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/ingest") { Content = JsonContent.Create(records, Json.IReadOnlyListIngestRecord) };
        using var response = await SendAsync(message, cancellationToken);
    }

    public async Task<IReadOnlyList<decimal?>> PriceAsync(RequestCompletedBatch batch, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, "/prices") { Content = JsonContent.Create(batch, EventsJsonContext.Default.RequestCompletedBatch) };
        using var response = await SendAsync(message, cancellationToken);
        return await ReadAsync(response, Json.IReadOnlyListNullableDecimal, cancellationToken);
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

    private static string PathOf(string path, PeriodQuery query)
    {
        var text = new StringBuilder(path).Append("?bucket=").Append(query.Bucket);
        Append(text, "model", query.Model);
        Append(text, "provider", query.Provider);
        Append(text, "session", query.Session);
        Append(text, "agent", query.Agent);
        AppendTimes(text, query.From, query.To);
        return text.ToString();
    }

    private static void AppendTimes(StringBuilder path, DateTimeOffset? from, DateTimeOffset? to)
    {
        Append(path, "from", from?.ToString("O", CultureInfo.InvariantCulture));
        Append(path, "to", to?.ToString("O", CultureInfo.InvariantCulture));
    }

    private static void Append(StringBuilder path, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) path.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
    }
}
