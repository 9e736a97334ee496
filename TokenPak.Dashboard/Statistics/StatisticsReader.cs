using System.Text.Json.Serialization.Metadata;
using TokenPak.Contracts.Statistics;
using TokenPak.Contracts.Vault;
using TokenPak.Dashboard.Components.Periods;
using TokenPak.Dashboard.Components.Requests;

namespace TokenPak.Dashboard.Statistics;

/// <summary>The statistics as one reading of one page asks for them.</summary>
internal readonly struct StatisticsReader(StatisticsApi api, TimeSpan maxAge, CancellationToken cancellationToken)
{
    private static StatisticsJsonContext Json => StatisticsJsonContext.Default;

    public Task<Reading<UsageTrend>> TrendAsync(Period period) => GetAsync("stats/trend" + period.Filter, Json.UsageTrend);

    public Task<Reading<UsageSeries>> SeriesAsync(Period period) => GetAsync("stats/series" + period.Filter, Json.UsageSeries);

    public Task<Reading<StageUsageList>> StagesAsync(Period period) => GetAsync("stats/stages" + period.Filter, Json.StageUsageList);

    public Task<Reading<HoldoutComparison>> HoldoutAsync(Period period) => GetAsync("stats/holdout" + period.Filter, Json.HoldoutComparison);

    public Task<Reading<ModelUsageList>> ModelsAsync(Period period) => GetAsync("stats/models" + period.Filter, Json.ModelUsageList);

    public Task<Reading<AgentUsageList>> AgentsAsync(Period period) => GetAsync("stats/agents" + period.Filter, Json.AgentUsageList);

    public Task<Reading<SessionUsageList>> SessionsAsync(Period period, string? cursor) =>
        GetAsync(QueryText.Of("stats/sessions", ("from", period.FromText), ("to", period.ToText), ("cursor", cursor)), Json.SessionUsageList);

    public Task<Reading<SessionUsageList>> SessionAsync(string session) => GetAsync(QueryText.Of("stats/sessions", ("session", session)), Json.SessionUsageList);

    public Task<Reading<RecentRequests>> RequestsAsync(Period period, RequestFilter filter) => GetAsync(filter.Address("recent", period), Json.RecentRequests);

    public Task<Reading<RecentRequests>> RequestsOfSessionAsync(string session, Guid? before) =>
        GetAsync(QueryText.Of("recent", ("session", session), ("before", before?.ToString())), Json.RecentRequests);

    public Task<Reading<RequestReceipt>> ReceiptAsync(Guid id) => GetAsync($"recent/{id}", Json.RequestReceipt);

    public Task<Reading<ConfigurationInForce>> ConfigurationAsync() => GetAsync("stats/configuration", Json.ConfigurationInForce);

    public Task<Reading<CacheStatistics>> CacheAsync() => GetAsync("cache-stats", DashboardJsonContext.Default.CacheStatistics);

    public Task<Reading<GatewayHealth>> HealthAsync() => GetAsync("health", DashboardJsonContext.Default.GatewayHealth);

    public Task<Reading<VaultOverview>> VaultAsync() => GetAsync("vault", VaultJsonContext.Default.VaultOverview);

    public Task<Reading<VaultSearchResult>> VaultSearchAsync(string words) => GetAsync(QueryText.Of("vault/search", ("q", words)), VaultJsonContext.Default.VaultSearchResult);

    private Task<Reading<T>> GetAsync<T>(string path, JsonTypeInfo<T> type)
        where T : class => api.GetAsync(path, type, maxAge, cancellationToken);
}
