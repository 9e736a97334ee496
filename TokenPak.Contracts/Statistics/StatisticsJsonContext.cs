using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary>Serialises the statistics types; every service and client uses this one.</summary>
[JsonSerializable(typeof(StatisticsSnapshot))]
[JsonSerializable(typeof(LastRequest))]
[JsonSerializable(typeof(SessionStatistics))]
[JsonSerializable(typeof(ProviderCacheTotals))]
[JsonSerializable(typeof(RecentRequests))]
[JsonSerializable(typeof(RequestReceipt))]
[JsonSerializable(typeof(UsageSeries))]
[JsonSerializable(typeof(UsageTrend))]
[JsonSerializable(typeof(ModelUsageList))]
[JsonSerializable(typeof(AgentUsageList))]
[JsonSerializable(typeof(StageUsageList))]
[JsonSerializable(typeof(SessionUsageList))]
[JsonSerializable(typeof(HoldoutComparison))]
[JsonSerializable(typeof(ConfigurationInForce))]
[JsonSerializable(typeof(IReadOnlyList<IngestRecord>))]
[JsonSerializable(typeof(IReadOnlyList<decimal?>))]
public sealed partial class StatisticsJsonContext : JsonSerializerContext;
