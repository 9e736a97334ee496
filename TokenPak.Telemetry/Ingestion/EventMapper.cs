using System.Text.Json;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Pricing;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Ingestion;

/// <summary>Makes the row of an event: checked, cleaned, priced.</summary>
internal sealed class EventMapper(RequestPricer pricer)
{
    private const int NameLength = 256;
    private const int StageLength = 64;
    private const int TextLength = 1024;
    private const int ListLength = 8192;

    /// <summary>The row; null where the event cannot be one.</summary>
    public RequestRecord? Map(RequestCompleted e)
    {
        if (!IsSound(e)) return null;

        var usage = e.Usage;
        var billable = RequestTypes.ReachModel(e.RequestType);
        var input = usage?.InputTokens ?? (billable ? e.TokensAfter : null);
        var saved = TokensSaved(e, billable);
        var price = pricer.Price(e);
        return new RequestRecord
        {
            Id = e.Id,
            Timestamp = Timestamps.Normalise(e.Timestamp),
            Instance = CleanText.Of(e.Instance, NameLength),
            Sequence = e.Sequence,
            Tenant = CleanText.Of(e.Tenant, NameLength),
            KeyId = CleanText.Of(e.KeyId, NameLength),
            Provider = CleanText.Of(e.Provider, CleanText.ProviderLength),
            Dialect = e.Dialect,
            RequestType = CleanText.Of(e.RequestType, NameLength) ?? RequestTypes.Other,
            Endpoint = CleanText.Of(e.Endpoint, TextLength) ?? "/",
            Model = CleanText.Of(e.Model, CleanText.ModelLength),
            ResponseModel = CleanText.Of(e.ResponseModel, CleanText.ModelLength),
            SessionId = CleanText.Of(e.SessionId, CleanText.SessionLength),
            Agent = CleanText.Of(e.Agent, CleanText.AgentLength),
            StatusCode = e.StatusCode,
            Outcome = e.Outcome,
            IsError = IsError(e),
            ErrorType = CleanText.Of(e.ErrorType, NameLength),
            StopReason = CleanText.Of(e.StopReason, NameLength),
            Streamed = e.Streamed,
            LatencyMs = e.LatencyMs,
            TimeToFirstByteMs = e.TimeToFirstByteMs,
            CompileMs = e.CompileMs,
            RequestBytes = e.RequestBytes,
            SentBytes = e.SentBytes,
            Mode = e.Mode,
            PolicyId = CleanText.Of(e.PolicyId, NameLength),
            BypassReason = CleanText.Of(e.BypassReason, NameLength),
            TokensBefore = e.TokensBefore,
            TokensAfter = e.TokensAfter,
            Tokenizer = CleanText.Of(e.Tokenizer, NameLength),
            Stages = Stages(e.Stages),
            RemovedAtReadRate = e.Removed?.AtReadRate,
            RemovedAtWriteRate = e.Removed?.AtWriteRate,
            RemovedAtInputRate = e.Removed?.AtInputRate,
            RemovedFirstSent = e.Removed?.FirstSent,
            RemovedResent = e.Removed?.Resent,
            CacheBreaks = e.CacheBreaks,
            CacheBreakCause = e.CacheBreaks > 0 ? CleanText.Of(e.CacheBreakCause, NameLength) : null,
            CompileCacheHits = e.CompileCacheHits,
            CompileCacheMisses = e.CompileCacheMisses,
            InjectedTokens = e.InjectedTokens,
            InjectedSources = e.InjectedSources is { Count: > 0 } sources ? CleanText.Of(string.Join(", ", sources), ListLength) : null,
            UsageSource = e.UsageSource,
            UncachedInputTokens = usage?.UncachedInputTokens,
            CacheReadTokens = usage?.CacheReadTokens,
            CacheCreationTokens = usage?.CacheCreationTokens,
            CacheCreation1hTokens = usage?.CacheCreation1hTokens,
            OutputTokens = usage?.OutputTokens,
            ReasoningTokens = usage?.ReasoningTokens,
            AudioInputTokens = usage?.AudioInputTokens,
            AudioOutputTokens = usage?.AudioOutputTokens,
            ServiceTier = CleanText.Of(usage?.ServiceTier, NameLength),
            InputTokens = input,
            TokensSaved = saved,
            Subscription = e.Subscription,
            Conversation = CleanText.Of(e.Conversation, NameLength),
            Arm = e.Arm,
            ToolErrors = e.ToolErrors,
            RetryCount = e.RetryCount,
            UpstreamRetries = e.UpstreamRetries,
            Route = RouteColumn.Write(e.Route),
            CacheBreakpoints = e.CacheBreakpoints,
            BudgetWarning = CleanText.Of(e.BudgetWarning, TextLength),
            PriceModel = price.Model,
            CostNanos = Money.ToNanos(price.Cost),
            GrossSavedNanos = Money.ToNanos(price.GrossSaved),
            CacheBreakNanos = Money.ToNanos(price.CacheBreakCost),
            NetSavedNanos = Money.ToNanos(price.NetSaved),
        };
    }

    /// <summary>A request that no model answered saved nothing: nobody would have billed it. What the vault added is no negative saving.</summary>
    private static long TokensSaved(RequestCompleted e, bool billable) =>
        billable && (e.StatusCode < StatusCodes.Status400BadRequest || e.Usage is not null) && e is { TokensBefore: { } before, TokensAfter: { } after } ? Math.Max(0, before + (e.InjectedTokens ?? 0) - after) : 0;

    private static bool IsError(RequestCompleted e) =>
        e.StatusCode >= StatusCodes.Status400BadRequest || e.Outcome is RequestOutcome.UpstreamUnavailable or RequestOutcome.UpstreamAborted or RequestOutcome.Rejected;

    private static string? Stages(IReadOnlyList<StageSaving>? stages) => stages is { Count: > 0 }
        ? JsonSerializer.Serialize([.. stages.Select(s => s with { Stage = CleanText.Of(s.Stage, StageLength) ?? "unknown" })], StageJson.Default.IReadOnlyListStageSaving)
        : null;

    /// <summary>Deserialising proves the types only; an event of a broken writer must not break the batch that it travels in.</summary>
    private static bool IsSound(RequestCompleted? e) =>
        e is not null && e.Id != Guid.Empty && !string.IsNullOrEmpty(e.Instance) && e.Sequence > 0 && e.RequestType is not null && e.Endpoint is not null
        && IsTime(e.LatencyMs) && IsTime(e.TimeToFirstByteMs) && IsTime(e.CompileMs) && IsUsage(e.Usage) && IsRemoved(e.Removed) && e.CacheBreaks >= 0
        && e.InjectedTokens is null or >= 0
        && e.Arm is null or HoldoutArmKind.Compiled or HoldoutArmKind.Holdout
        && e.ToolErrors is null or >= 0
        && e.RetryCount is null or >= 0
        && e.UpstreamRetries >= 0
        && e.CacheBreakpoints >= 0;

    private static bool IsTime(double? milliseconds) => milliseconds is null or (>= 0 and < double.MaxValue);

    private static bool IsUsage(TokenUsage? usage) => usage is null
        || (IsTokens(usage.UncachedInputTokens) && IsTokens(usage.CacheReadTokens) && IsTokens(usage.CacheCreationTokens) && IsTokens(usage.CacheCreation1hTokens)
            && IsTokens(usage.OutputTokens) && IsTokens(usage.ReasoningTokens) && IsTokens(usage.AudioInputTokens) && IsTokens(usage.AudioOutputTokens));

    private static bool IsRemoved(RemovedTokens? removed) => removed is null
        || (IsTokens(removed.AtReadRate) && IsTokens(removed.AtWriteRate) && IsTokens(removed.AtInputRate) && IsTokens(removed.FirstSent) && IsTokens(removed.Resent));

    private static bool IsTokens(long? tokens) => tokens is null or (>= 0 and <= Contracts.Statistics.IngestRecord.MaxTokens);
}
