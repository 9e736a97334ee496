using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.CacheBreaks;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Observation;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Publishing;

/// <summary>Makes the event of a finished exchange; runs beside the request path.</summary>
internal sealed class EventBuilder(OutputCounter counter, KeyedHash hash, ProviderCacheLedger caches, GatewayCounters counters, GatewayInstance instance, TimeProvider time, ILogger<EventBuilder> logger)
{
    private const int MaxModel = 200;

    public async ValueTask<RequestCompleted> BuildAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Response is { } response) await FinishAsync(response, cancellationToken);
        var collector = exchange.Response?.Collector;
        var (usage, source) = await UsageAsync(exchange, cancellationToken);

        // Counting is free of charge: what it says was neither billed nor saved.
        var billed = exchange.Match.RequestType != RequestTypes.CountTokens;
        var compiled = billed ? exchange.Compiled : null;
        var moved = caches.Record(exchange);
        if (moved is not null) counters.CacheBreaks.Add(1, moved);
        return new RequestCompleted
        {
            Id = exchange.Id,
            Instance = instance.Id,
            Sequence = exchange.Sequence,
            Timestamp = exchange.Timestamp,
            Provider = exchange.Provider.Length > 0 ? exchange.Provider : null,
            Dialect = exchange.Match.Dialect,
            RequestType = exchange.Match.RequestType,
            Endpoint = exchange.Endpoint,
            Model = Bounded(exchange.Model),
            ResponseModel = Bounded(collector?.Model),
            StatusCode = exchange.StatusCode,
            Outcome = exchange.Outcome,
            ErrorType = exchange.ErrorType ?? (exchange.StatusCode >= 400 || exchange.Response?.IsEventStream is true ? collector?.ErrorType : null),
            StopReason = collector?.StopReason,
            Streamed = exchange.Response?.IsEventStream is true || exchange.Endpoint.EndsWith(":streamGenerateContent", StringComparison.Ordinal),
            LatencyMs = exchange.Latency.TotalMilliseconds,
            TimeToFirstByteMs = exchange.Response?.FirstByte is { } first ? time.GetElapsedTime(exchange.Start, first).TotalMilliseconds : null,
            CompileMs = exchange.CompileTime?.TotalMilliseconds,
            RequestBytes = exchange.RequestBytes,
            SentBytes = exchange.SentBytes,
            Mode = exchange.Mode,
            PolicyId = exchange.Compiled?.PolicyId,
            BypassReason = exchange.Bypass,
            TokensBefore = compiled?.TokensBefore,
            TokensAfter = compiled?.TokensAfter,
            Tokenizer = compiled?.Tokenizer,
            Stages = compiled?.Stages ?? [],
            Removed = RemovedTokenSplit.Of(compiled, usage),
            InjectedTokens = compiled?.Vault?.Tokens,
            InjectedSources = compiled?.Vault?.Sources ?? [],
            CompileCacheHits = exchange.Compiled?.CacheHits ?? 0,
            CompileCacheMisses = exchange.Compiled?.CacheMisses ?? 0,
            Usage = billed ? usage : null,
            UsageSource = billed ? source : UsageSource.Unknown,
            SessionId = exchange.SessionId ?? (exchange.Facts.UserId is { } user ? hash.Of("u", user) : null),
            Agent = exchange.Agent,
            Tenant = exchange.Tenant.Length > 0 ? exchange.Tenant : "anonymous",
            KeyId = exchange.KeyId,
            Subscription = exchange.Subscription,
            TraceParent = exchange.Span == default ? null : $"00-{exchange.Span.TraceId}-{exchange.Span.SpanId}-01",
            CacheBreaks = exchange.CacheBreak.Blocks + (moved is null ? 0 : 1),
            CacheBreakCause = exchange.CacheBreak.Cause ?? moved,
            Conversation = exchange.Arm is null ? null : exchange.Conversation,
            Arm = exchange.Arm,
            ToolErrors = exchange.ToolErrors,
            RetryCount = exchange.RetryCount,
            CacheBreakpoints = exchange.CacheBreakpoints,
            BudgetWarning = exchange.BudgetWarning,
            UpstreamRetries = exchange.UpstreamRetries,
            Route = exchange.Route?.Describe(exchange.ForwardStart is null ? null : exchange.Target, Bounded(exchange.RequestedModel)),
        };
    }

    private async ValueTask FinishAsync(ResponseObserver response, CancellationToken cancellationToken)
    {
        try
        {
            await response.FinishAsync().WaitAsync(TimeSpan.FromSeconds(5), time, cancellationToken);
        }
        catch (Exception e)
        {
            // The side copy could not be decoded, or the end of the process does not wait for it: usage stays what was seen of it.
            logger.ObservationFailed(e.GetType().Name);
        }
    }

    private async ValueTask<(TokenUsage? Usage, UsageSource Source)> UsageAsync(Exchange exchange, CancellationToken cancellationToken)
    {
        if (exchange.Response?.Collector is not { } collector) return (null, UsageSource.Unknown);
        using var deltas = collector.Deltas;
        if (collector.Usage() is { } usage) return (usage, UsageSource.Provider);
        if (deltas is null || exchange.StatusCode >= 400 || exchange.Compiled?.TokensAfter is not { } input) return (null, UsageSource.Unknown);
        return await counter.CountAsync(deltas, cancellationToken) is { } output
            ? (new TokenUsage { UncachedInputTokens = input, OutputTokens = output }, UsageSource.Counted)
            : (null, UsageSource.Unknown);
    }

    private static string? Bounded(string? model) => model is null || model.Length <= MaxModel ? model : model[..MaxModel];
}
