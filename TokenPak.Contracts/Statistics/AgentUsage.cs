using System.Text.Json.Serialization;

namespace TokenPak.Contracts.Statistics;

/// <summary><c>GET /stats/agents</c>.</summary>
public sealed record AgentUsageList : StatisticsPeriod
{
    /// <summary>All agents together.</summary>
    [JsonPropertyName("totals")] public required UsageTotals Totals { get; init; }

    /// <summary>The dearest first.</summary>
    [JsonPropertyName("agents")] public required IReadOnlyList<AgentUsage> Agents { get; init; }
}

/// <summary>One client program.</summary>
public sealed record AgentUsage : UsageTotals
{
    /// <summary>Empty.</summary>
    public AgentUsage()
    {
    }

    /// <summary>With these sums.</summary>
    public AgentUsage(UsageTotals totals) : base(totals)
    {
    }

    /// <summary>Its name; null where requests did not tell.</summary>
    [JsonPropertyName("agent")] public string? Agent { get; init; }
}
