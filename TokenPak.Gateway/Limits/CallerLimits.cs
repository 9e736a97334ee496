using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using TokenPak.Gateway.Configuration;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Limits;

/// <summary>Holds each caller to its rate and its number of requests at a time. A caller is a key; without keys, a provider credential.</summary>
internal sealed class CallerLimits : IDisposable
{
    /// <summary>A minute slides in steps of ten seconds.</summary>
    private const int Segments = 6;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<string>? _rate;
    private readonly PartitionedRateLimiter<string>? _concurrency;

    public CallerLimits(IOptions<LimitOptions> options, IOptions<AccessOptions> access)
    {
        var common = options.Value;
        var keys = access.Value.Keys.ToDictionary(key => key.Id, key => key.Limits, StringComparer.Ordinal);
        int? RateOf(string caller) => keys.GetValueOrDefault(caller)?.RequestsPerMinute ?? common.RequestsPerMinute;
        int? ConcurrencyOf(string caller) => keys.GetValueOrDefault(caller)?.ConcurrentRequests ?? common.ConcurrentRequests;

        // Where nothing is limited, nothing is looked up.
        if (common.RequestsPerMinute is not null || keys.Values.Any(limits => limits.RequestsPerMinute is not null))
        {
            _rate = PartitionedRateLimiter.Create<string, string>(caller => RateOf(caller) is { } limit
                ? RateLimitPartition.GetSlidingWindowLimiter(caller, _ => new SlidingWindowRateLimiterOptions { PermitLimit = limit, Window = Minute, SegmentsPerWindow = Segments })
                : RateLimitPartition.GetNoLimiter(caller));
        }

        if (common.ConcurrentRequests is not null || keys.Values.Any(limits => limits.ConcurrentRequests is not null))
        {
            _concurrency = PartitionedRateLimiter.Create<string, string>(caller => ConcurrencyOf(caller) is { } limit
                ? RateLimitPartition.GetConcurrencyLimiter(caller, _ => new ConcurrencyLimiterOptions { PermitLimit = limit })
                : RateLimitPartition.GetNoLimiter(caller));
        }
    }

    /// <summary>Null where the request may go on; it then holds its place until its exchange is disposed.</summary>
    public Refusal? Enter(Exchange exchange)
    {
        if (_rate is null && _concurrency is null) return null;
        var caller = exchange.KeyId ?? exchange.Tenant;
        if (_concurrency?.AttemptAcquire(caller) is { } place)
        {
            exchange.Place = place;
            if (!place.IsAcquired) return new Refusal(429, ErrorTypes.TooManyConcurrentRequests, "Too many requests of this caller are under way: TokenPak's own limit. Wait for one to end.", TimeSpan.FromSeconds(1));
        }

        using var lease = _rate?.AttemptAcquire(caller);
        if (lease is null or { IsAcquired: true }) return null;
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Minute / Segments;
        return new Refusal(429, ErrorTypes.RateLimited, "This caller has sent too many requests within a minute: TokenPak's own limit, not the provider's.", wait);
    }

    public void Dispose()
    {
        _rate?.Dispose();
        _concurrency?.Dispose();
    }
}
