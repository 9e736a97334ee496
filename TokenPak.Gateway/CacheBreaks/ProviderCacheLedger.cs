using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Detection;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.CacheBreaks;

/// <summary>
/// Remembers to which caches the turns of each conversation went: each model at each upstream has one of its own. A turn that goes to one which has nothing of the conversation has its
/// whole prompt to pay for anew, though no byte of it differs. Asked when a request has ended, since a fallback decides late.
/// </summary>
internal sealed class ProviderCacheLedger : IDisposable
{
    private const int MaxCaches = 8;

    private readonly MemoryCache _conversations;
    private readonly TimeSpan _life;

    public ProviderCacheLedger(IOptions<CacheBreakOptions> options)
    {
        _life = TimeSpan.FromMinutes(options.Value.Minutes);
        _conversations = new MemoryCache(new MemoryCacheOptions { SizeLimit = options.Value.Conversations });
    }

    /// <summary>Notes where a turn went; why its cache has nothing of the turns before, or null where it has, or there were none.</summary>
    public string? Record(Exchange exchange)
    {
        if (exchange is not { Conversation: { } conversation, Target: { } upstream, ForwardStart: not null, StatusCode: >= 200 and < 300, Match.RequestType: RequestTypes.Chat }) return null;
        var seen = _conversations.Get<Seen>(conversation) ?? new Seen();
        _conversations.Set(conversation, seen, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = _life });
        lock (seen)
        {
            var cache = (upstream.Name, exchange.Model);
            var isKnown = seen.Caches.Contains(cache);
            var cause = isKnown || seen.Caches.Count == 0 || !exchange.IsLaterTurn ? null : exchange.RequestedModel != seen.Requested ? CacheBreakCauses.Model : CacheBreakCauses.Route;
            if (!isKnown) seen.Caches.Add(cache);
            if (seen.Caches.Count > MaxCaches) seen.Caches.RemoveAt(0);
            seen.Requested = exchange.RequestedModel;
            return cause;
        }
    }

    public void Dispose() => _conversations.Dispose();

    private sealed class Seen
    {
        public List<(string Upstream, string? Model)> Caches { get; } = new(1);

        public string? Requested { get; set; }
    }
}
