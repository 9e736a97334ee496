using TokenPak.Contracts.Events;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>Counts since start, for <c>/health</c>, <c>/metrics</c> and OpenTelemetry alike.</summary>
internal sealed class GatewayCounters
{
    private long _requests;
    private long _errors;
    private long _tokensSaved;
    private long _inputTokens;
    private long _cacheHits;
    private long _cacheMisses;
    private long _cacheBreakpoints;

    public long Requests => Interlocked.Read(ref _requests);

    public long Errors => Interlocked.Read(ref _errors);

    public long TokensSaved => Interlocked.Read(ref _tokensSaved);

    public long InputTokens => Interlocked.Read(ref _inputTokens);

    public long CacheHits => Interlocked.Read(ref _cacheHits);

    public long CacheMisses => Interlocked.Read(ref _cacheMisses);

    public long CacheBreakpoints => Interlocked.Read(ref _cacheBreakpoints);

    /// <summary>Billed tokens by provider and kind; the kinds add up.</summary>
    public LabelledCounter Tokens { get; } = new(GenAi.Provider, "tokenpak.token.kind");

    /// <summary>Removed tokens by the stage that removed them.</summary>
    public LabelledCounter SavedByStage { get; } = new("tokenpak.stage");

    /// <summary>Requests whose original bytes went out although the mode was not off, by why.</summary>
    public LabelledCounter Bypasses { get; } = new("tokenpak.bypass.reason");

    /// <summary>Blocks, and turns at other models or upstreams, that a provider's cache could not know, by cause.</summary>
    public LabelledCounter CacheBreaks { get; } = new("tokenpak.cache_break.cause");

    /// <summary>Requests that were sent again, by upstream and reason.</summary>
    public LabelledCounter Retries { get; } = new("tokenpak.upstream", "tokenpak.retry.reason");

    /// <summary>Requests that were sent to the next upstream of their rule, by the upstream that was left and why.</summary>
    public LabelledCounter Fallbacks { get; } = new("tokenpak.upstream", "tokenpak.fallback.reason");

    public void Count(Exchange exchange)
    {
        Interlocked.Increment(ref _requests);
        if (exchange.StatusCode >= 400 || exchange.Outcome is not (RequestOutcome.Completed or RequestOutcome.ClientCancelled)) Interlocked.Increment(ref _errors);
        if (exchange.Bypass is { } reason) Bypasses.Add(1, reason);
        if (exchange.CacheBreak is { Cause: { } cause, Blocks: var blocks }) CacheBreaks.Add(blocks, cause);
        Interlocked.Add(ref _cacheBreakpoints, exchange.CacheBreakpoints);
        if (exchange.Compiled is not { } compiled) return;
        Interlocked.Add(ref _cacheHits, compiled.CacheHits);
        Interlocked.Add(ref _cacheMisses, compiled.CacheMisses);
        if (exchange.Match.RequestType == Detection.RequestTypes.CountTokens) return;
        Interlocked.Add(ref _inputTokens, compiled.TokensBefore ?? 0);
        Interlocked.Add(ref _tokensSaved, (compiled.TokensBefore + (compiled.Vault?.Tokens ?? 0) - compiled.TokensAfter) ?? 0);
        foreach (var stage in compiled.Stages) SavedByStage.Add(stage.TokensSaved, stage.Stage);
    }

    public void Count(string provider, TokenUsage usage)
    {
        Tokens.Add(usage.UncachedInputTokens ?? 0, provider, "input");
        Tokens.Add(usage.CacheReadTokens ?? 0, provider, "cache_read");
        Tokens.Add(usage.CacheCreationTokens ?? 0, provider, "cache_write");
        Tokens.Add(usage.OutputTokens ?? 0, provider, "output");
    }
}
