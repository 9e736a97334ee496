using TokenPak.Contracts.Events;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Diagnostics;

/// <summary>Counts since start, for <c>/health</c> and <c>/metrics</c>.</summary>
internal sealed class GatewayCounters
{
    private long _requests;
    private long _errors;
    private long _tokensSaved;
    private long _inputTokens;
    private long _cacheHits;
    private long _cacheMisses;

    public long Requests => Interlocked.Read(ref _requests);

    public long Errors => Interlocked.Read(ref _errors);

    public long TokensSaved => Interlocked.Read(ref _tokensSaved);

    public long InputTokens => Interlocked.Read(ref _inputTokens);

    public long CacheHits => Interlocked.Read(ref _cacheHits);

    public long CacheMisses => Interlocked.Read(ref _cacheMisses);

    public void Count(Exchange exchange)
    {
        Interlocked.Increment(ref _requests);
        if (exchange.StatusCode >= 400 || exchange.Outcome != RequestOutcome.Completed) Interlocked.Increment(ref _errors);
        if (exchange.Compiled is not { } compiled) return;
        Interlocked.Add(ref _cacheHits, compiled.CacheHits);
        Interlocked.Add(ref _cacheMisses, compiled.CacheMisses);
        if (exchange.Match.RequestType == Detection.RequestTypes.CountTokens) return;
        Interlocked.Add(ref _inputTokens, compiled.TokensBefore ?? 0);
        Interlocked.Add(ref _tokensSaved, (compiled.TokensBefore - compiled.TokensAfter) ?? 0);
    }
}
