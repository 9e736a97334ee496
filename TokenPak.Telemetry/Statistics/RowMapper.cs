using System.Text.Json;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Ingestion;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>Rows as the API shows them.</summary>
internal static class RowMapper
{
    public static RequestRow Row(RequestRecord r) => new()
    {
        Id = r.Id,
        Timestamp = r.Timestamp,
        Provider = r.Provider,
        Model = r.Model,
        RequestType = r.RequestType,
        Endpoint = r.Endpoint,
        StatusCode = r.StatusCode,
        LatencyMs = r.LatencyMs,
        TimeToFirstByteMs = r.TimeToFirstByteMs,
        CompileMs = r.CompileMs,
        InputTokens = r.InputTokens,
        InputTokensRaw = r.RawInputTokens,
        OutputTokens = r.OutputTokens,
        TokensSaved = r.TokensSaved,
        Cost = Money.ToDollars(r.CostNanos),
        CostSaved = Money.ToDollars(r.NetSavedNanos),
        CompilationMode = r.Mode.ToWireName(),
        InjectedTokens = r.InjectedTokens,
        InjectedSources = r.InjectedSources,
        CacheReadTokens = r.CacheReadTokens,
        CacheCreationTokens = r.CacheCreationTokens,
        SessionId = r.SessionId,
        Agent = r.Agent,
        UsageSource = Source(r.UsageSource),
        ErrorType = r.ErrorType,
        Subscription = r.Subscription,
        Streamed = r.Streamed,
    };

    public static LastRequest Last(RequestRecord r, Totals session) => new()
    {
        RequestId = r.Id,
        Timestamp = r.Timestamp,
        Model = r.Model,
        Provider = r.Provider,
        TokensSaved = r.TokensSaved,
        PercentSaved = Percent(r.TokensSaved, r.RawInputTokens),
        CostUsd = Money.ToDollars(r.CostNanos),
        CostSavedUsd = Money.ToDollars(r.NetSavedNanos),
        InputTokensRaw = r.RawInputTokens,
        InputTokensSent = r.InputTokens,
        OutputTokens = r.OutputTokens,
        SessionTotalSaved = session.TokensSaved,
        SessionRequests = session.Requests,
        Stages = Stages(r.Stages),
    };

    /// <summary>What each stage saved.</summary>
    public static IReadOnlyList<StageSaving> Stages(string? json) => json is null ? [] : JsonSerializer.Deserialize(json, StageJson.Default.IReadOnlyListStageSaving) ?? [];

    /// <summary>A share from 0 to 100; null of nothing.</summary>
    public static double? Percent(long part, long? whole) => whole is > 0 and var known ? 100.0 * part / known : null;

    private static string Source(UsageSource source) => source switch
    {
        UsageSource.Provider => "provider",
        UsageSource.Counted => "counted",
        UsageSource.Ingested => "ingested",
        _ => "unknown",
    };
}
