using System.Text.Json.Serialization;
using TokenPak.Contracts.Originals;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Breakers;
using TokenPak.Gateway.Budgets;
using TokenPak.Gateway.Routing;

namespace TokenPak.Gateway.Statistics;

/// <summary><c>GET /health</c>.</summary>
internal sealed record HealthReport
{
    [JsonPropertyName("status")] public string Status => Degraded.Count == 0 ? "ok" : "degraded";
    [JsonPropertyName("degraded")] public required IReadOnlyList<string> Degraded { get; init; }
    [JsonPropertyName("compilation_mode")] public required string CompilationMode { get; init; }
    [JsonPropertyName("vault_index")] public VaultHealth VaultIndex { get; init; } = new(false, null, null);
    [JsonPropertyName("router")] public required RouterHealth Router { get; init; }
    [JsonPropertyName("capsule_available")] public bool CapsuleAvailable { get; init; }
    [JsonPropertyName("canon")] public required CanonHealth Canon { get; init; }
    [JsonPropertyName("skeleton")] public EnabledHealth Skeleton { get; init; } = new(false);
    [JsonPropertyName("budget")] public required BudgetHealth Budget { get; init; }
    [JsonPropertyName("strict_validation")] public bool StrictValidation { get; init; }
    [JsonPropertyName("upstream_timeout_seconds")] public int UpstreamTimeoutSeconds { get; init; }
    [JsonPropertyName("circuit_breakers")] public required IReadOnlyDictionary<string, BreakerHealth> CircuitBreakers { get; init; }
    [JsonPropertyName("stats")] public required HealthCounts Stats { get; init; }
    [JsonPropertyName("version")] public required string Version { get; init; }
    [JsonPropertyName("uptime_seconds")] public double UptimeSeconds { get; init; }
}

internal sealed record VaultHealth([property: JsonPropertyName("available")] bool Available, [property: JsonPropertyName("blocks")] long? Blocks, [property: JsonPropertyName("path")] string? Path);

internal sealed record RouterHealth(
    [property: JsonPropertyName("enabled")] bool Enabled,
    [property: JsonPropertyName("rules")] int? Rules,
    [property: JsonPropertyName("rule_list")] IReadOnlyList<RuleHealth> RuleList)
{
    public static RouterHealth Of(Router router) => new(router.IsEnabled, router.IsEnabled ? router.Rules.Count : null, [.. router.Rules.Select(RuleHealth.Of)]);
}

/// <summary>A rule in force. Of headers only the names: their values may be nobody's business.</summary>
internal sealed record RuleHealth
{
    [JsonPropertyName("name")] public required string Name { get; init; }
    [JsonPropertyName("provider")] public string? Provider { get; init; }
    [JsonPropertyName("model")] public string? Model { get; init; }
    [JsonPropertyName("key")] public string? Key { get; init; }
    [JsonPropertyName("min_tokens")] public int? MinTokens { get; init; }
    [JsonPropertyName("max_tokens")] public int? MaxTokens { get; init; }
    [JsonPropertyName("headers")] public required IReadOnlyList<string> Headers { get; init; }
    [JsonPropertyName("set_model")] public string? SetModel { get; init; }
    [JsonPropertyName("set_upstream")] public string? SetUpstream { get; init; }
    [JsonPropertyName("set_mode")] public string? SetMode { get; init; }
    [JsonPropertyName("fallback")] public required IReadOnlyList<string> Fallback { get; init; }
    [JsonPropertyName("matches")] public long Matches { get; init; }

    public static RuleHealth Of(Rule rule) => new()
    {
        Name = rule.Name,
        Provider = rule.Options.Match.Provider,
        Model = rule.Options.Match.Model,
        Key = rule.Options.Match.Key,
        MinTokens = rule.Options.Match.MinTokens,
        MaxTokens = rule.Options.Match.MaxTokens,
        Headers = [.. rule.Options.Match.Headers.Keys.Order(StringComparer.Ordinal)],
        SetModel = rule.Options.Set.Model,
        SetUpstream = rule.Options.Set.Upstream,
        SetMode = rule.Options.Set.Mode,
        Fallback = rule.Options.Fallback,
        Matches = rule.Matches,
    };
}

internal sealed record CanonHealth([property: JsonPropertyName("enabled")] bool Enabled, [property: JsonPropertyName("session_hits")] long? SessionHits);

internal sealed record EnabledHealth([property: JsonPropertyName("enabled")] bool Enabled);

/// <summary>The first limit on the tokens of all requests stands at the top; each limit on all requests stands in <c>limits</c>.</summary>
internal sealed record BudgetHealth(
    [property: JsonPropertyName("enabled")] bool Enabled,
    [property: JsonPropertyName("total_tokens")] long? TotalTokens,
    [property: JsonPropertyName("used_tokens")] long? UsedTokens,
    [property: JsonPropertyName("window")] string? Window,
    [property: JsonPropertyName("away")] string? Away,
    [property: JsonPropertyName("limits")] IReadOnlyList<BudgetLimitHealth> Limits)
{
    public static BudgetHealth Of(Budget budget, BudgetRecorder recorder)
    {
        var total = budget.Total.ToList();
        var tokens = total.FirstOrDefault(entry => entry.Limit.Tokens is not null);
        return new BudgetHealth(
            budget.IsEnabled, tokens.Limit?.Tokens, tokens.Limit is null ? null : tokens.Used.Tokens, tokens.Limit?.WindowName, budget.IsEnabled ? recorder.WhatIsAway : null,
            [.. total.Select(entry => new BudgetLimitHealth(
                entry.Limit.WindowName, entry.Limit.Tokens, entry.Limit.Tokens is null ? null : entry.Used.Tokens, Dollars(entry.Limit.Nanos), entry.Limit.Nanos is null ? null : Dollars(entry.Used.Nanos), entry.Reset))]);
    }

    private static decimal? Dollars(long? nanos) => (decimal?)nanos / Spent.NanosPerDollar;
}

internal sealed record BudgetLimitHealth(
    [property: JsonPropertyName("window")] string Window,
    [property: JsonPropertyName("tokens")] long? Tokens,
    [property: JsonPropertyName("used_tokens")] long? UsedTokens,
    [property: JsonPropertyName("dollars")] decimal? Dollars,
    [property: JsonPropertyName("used_dollars")] decimal? UsedDollars,
    [property: JsonPropertyName("resets_at")] DateTimeOffset ResetsAt);

internal sealed record BreakerHealth(
    [property: JsonPropertyName("enabled")] bool Enabled,
    [property: JsonPropertyName("open")] bool Open,
    [property: JsonPropertyName("failures")] long? Failures,
    [property: JsonPropertyName("state")] string? State,
    [property: JsonPropertyName("rejections")] long? Rejections,
    [property: JsonPropertyName("retry_after_seconds")] double? RetryAfterSeconds)
{
    public static BreakerHealth Of(UpstreamBreaker? breaker) => breaker is null
        ? new BreakerHealth(false, false, null, null, null, null)
        : new BreakerHealth(
            true, breaker.State == BreakerState.Open, breaker.Failures,
            breaker.State switch { BreakerState.Open => "open", BreakerState.HalfOpen => "half_open", _ => "closed" },
            breaker.Rejections,
            breaker.KeepsAwayFor is { } left ? Math.Round(left.TotalSeconds, 1) : null);
}

/// <summary>Counts since start.</summary>
internal sealed record HealthCounts
{
    [JsonPropertyName("requests")] public long Requests { get; init; }
    [JsonPropertyName("tokens_saved")] public long TokensSaved { get; init; }
    [JsonPropertyName("saved_tokens")] public long SavedTokens => TokensSaved;
    [JsonPropertyName("input_tokens")] public long InputTokens { get; init; }
    [JsonPropertyName("errors")] public long Errors { get; init; }
    [JsonPropertyName("cache_hits")] public long CacheHits { get; init; }
    [JsonPropertyName("cache_misses")] public long CacheMisses { get; init; }
    [JsonPropertyName("cost_usd")] public decimal? CostUsd { get; init; }
    [JsonPropertyName("events_published")] public long EventsPublished { get; init; }
    [JsonPropertyName("events_lost")] public long EventsLost { get; init; }
    [JsonPropertyName("events_queued")] public long EventsQueued { get; init; }
    [JsonPropertyName("events_spooled")] public long EventsSpooled { get; init; }
}

/// <summary><c>GET /stats</c>.</summary>
internal sealed record StatsReport
{
    [JsonPropertyName("session")] public required SessionTotals Session { get; init; }
    [JsonPropertyName("compilation_mode")] public required string CompilationMode { get; init; }
    [JsonPropertyName("vault_index")] public VaultSummary VaultIndex { get; init; } = new(false, null);
    [JsonPropertyName("router")] public required EnabledHealth Router { get; init; }
    [JsonPropertyName("today")] public required TodayTotals Today { get; init; }
    [JsonPropertyName("by_model")] public required IReadOnlyDictionary<string, ModelTotals> ByModel { get; init; }
    [JsonPropertyName("recent")] public required IReadOnlyList<RequestRow> Recent { get; init; }
    [JsonPropertyName("degraded")] public required IReadOnlyList<string> Degraded { get; init; }
}

internal sealed record VaultSummary([property: JsonPropertyName("available")] bool Available, [property: JsonPropertyName("blocks")] long? Blocks);

/// <summary><c>GET /cache-stats</c>: the compile cache, and beside it the providers'.</summary>
internal sealed record CacheReport
{
    [JsonPropertyName("hit_rate")] public double? HitRate { get; init; }
    [JsonPropertyName("cache_hits")] public long? CacheHits { get; init; }
    [JsonPropertyName("cache_misses")] public long? CacheMisses { get; init; }
    [JsonPropertyName("misses")] public long? Misses => CacheMisses;
    [JsonPropertyName("ttl_seconds")] public int? TtlSeconds { get; init; }
    [JsonPropertyName("entries")] public long? Entries { get; init; }
    [JsonPropertyName("bytes")] public long? Bytes { get; init; }
    [JsonPropertyName("evictions")] public long? Evictions { get; init; }
    [JsonPropertyName("miss_reasons")] public IReadOnlyDictionary<string, long>? MissReasons { get; init; }
    [JsonPropertyName("originals")] public OriginalsState? Originals { get; init; }
    [JsonPropertyName("provider")] public required ProviderCacheTotals Provider { get; init; }
    [JsonPropertyName("degraded")] public required IReadOnlyList<string> Degraded { get; init; }
}

/// <summary>What <c>GET /stats/last</c> says before the first request.</summary>
internal sealed record NothingYet([property: JsonPropertyName("error")] string Error, [property: JsonPropertyName("message")] string Message);

/// <summary>A plain acknowledgement.</summary>
internal sealed record Acknowledged([property: JsonPropertyName("status")] string Status);

[JsonSerializable(typeof(HealthReport))]
[JsonSerializable(typeof(StatsReport))]
[JsonSerializable(typeof(CacheReport))]
[JsonSerializable(typeof(NothingYet))]
[JsonSerializable(typeof(Acknowledged))]
[JsonSerializable(typeof(LastRequest))]
[JsonSerializable(typeof(SessionStatistics))]
[JsonSerializable(typeof(RecentRequests))]
internal sealed partial class ReportsJsonContext : JsonSerializerContext;
