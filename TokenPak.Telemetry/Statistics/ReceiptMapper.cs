using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;
using TokenPak.Telemetry.Data;
using TokenPak.Telemetry.Ingestion;
using TokenPak.Telemetry.Pricing;
using TokenPak.Telemetry.Storing;

namespace TokenPak.Telemetry.Statistics;

/// <summary>A row with everything that is known of it.</summary>
internal static class ReceiptMapper
{
    public static RequestReceipt Map(RequestRecord r, ReceiptPrices prices) => new()
    {
        Request = RowMapper.Row(r),
        ResponseModel = r.ResponseModel,
        StopReason = r.StopReason,
        Outcome = Outcome(r.Outcome),
        RequestBytes = r.RequestBytes,
        SentBytes = r.SentBytes,
        PolicyId = r.PolicyId,
        BypassReason = r.BypassReason,
        Arm = r.Arm switch { HoldoutArmKind.Holdout => "holdout", HoldoutArmKind.Compiled => "compiled", _ => null },
        Tokens = new ReceiptTokens
        {
            Before = r.TokensBefore,
            After = r.TokensAfter,
            Tokenizer = r.Tokenizer,
            UncachedInput = r.UncachedInputTokens,
            CacheRead = r.CacheReadTokens,
            CacheCreation = r.CacheCreationTokens,
            CacheCreation1h = r.CacheCreation1hTokens,
            Output = r.OutputTokens,
            Reasoning = r.ReasoningTokens,
            AudioInput = r.AudioInputTokens,
            AudioOutput = r.AudioOutputTokens,
        },
        Stages = RowMapper.Stages(r.Stages),
        Price = prices.Of(r),
        Saved = new ReceiptSavings
        {
            AtReadRate = r.RemovedAtReadRate,
            AtWriteRate = r.RemovedAtWriteRate,
            AtInputRate = r.RemovedAtInputRate,
            FirstSent = r.RemovedFirstSent,
            Resent = r.RemovedResent,
            GrossUsd = Money.ToDollars(r.GrossSavedNanos),
            CacheBreaks = r.CacheBreaks,
            CacheBreakCause = r.CacheBreakCause,
            CacheBreakUsd = Money.ToDollars(r.CacheBreakNanos),
            NetUsd = Money.ToDollars(r.NetSavedNanos),
        },
        RetryCount = r.RetryCount,
        UpstreamRetries = r.UpstreamRetries,
        CacheBreakpoints = r.CacheBreakpoints,
        BudgetWarning = r.BudgetWarning,
        Route = RouteColumn.Read(r.Route),
        CompileCacheHits = r.CompileCacheHits,
        CompileCacheMisses = r.CompileCacheMisses,
    };

    private static string Outcome(RequestOutcome outcome) => outcome switch
    {
        RequestOutcome.Completed => "completed",
        RequestOutcome.ClientCancelled => "client_cancelled",
        RequestOutcome.UpstreamUnavailable => "upstream_unavailable",
        RequestOutcome.UpstreamAborted => "upstream_aborted",
        _ => "rejected",
    };
}
