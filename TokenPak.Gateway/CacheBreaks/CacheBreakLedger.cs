using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;

namespace TokenPak.Gateway.CacheBreaks;

/// <summary>
/// Remembers under which policy each conversation's last request went out, and counts the blocks whose bytes are not those sent before. Under one policy there
/// are none, by construction (a block's form depends on nothing else); they come with a fallback to the original bytes, its end, or another policy, and with a
/// message that had something of the vault's and goes without, because its memo is lost.
/// </summary>
internal sealed class CacheBreakLedger : IDisposable
{
    private readonly MemoryCache _conversations;
    private readonly TimeSpan _life;

    public CacheBreakLedger(IOptions<CacheBreakOptions> options)
    {
        _life = TimeSpan.FromMinutes(options.Value.Minutes);
        _conversations = new MemoryCache(new MemoryCacheOptions { SizeLimit = options.Value.Conversations });
    }

    /// <summary>Notes what of a conversation goes out now; returns what differs from what went out before.</summary>
    /// <param name="conversation">The conversation's id.</param>
    /// <param name="sent">What was compiled; null where the original bytes go out.</param>
    /// <param name="length">Bytes of the original body: one that is not longer than the last is no next turn, and all of it was sent before.</param>
    public CacheBreak Record(string conversation, CompileResult? sent, long length)
    {
        var now = new Sent(sent?.PolicyId, sent?.Splices.Count ?? 0, length, sent?.Vault?.Messages ?? 0);
        var before = _conversations.Get<Sent>(conversation);
        _conversations.Set(conversation, now, new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = _life });
        if (before is null) return default;
        if (before.Policy == now.Policy) return Of(before.Injected - ((length <= before.Length ? sent?.Vault?.Messages : sent?.Vault?.MessagesSentBefore) ?? 0), CacheBreakCauses.Vault);
        var again = sent?.Splices.Count(s => length <= before.Length || !s.IsNew) ?? 0;
        return Of(Math.Max(before.Blocks, again), before.Policy is null || now.Policy is null ? CacheBreakCauses.Original : CacheBreakCauses.Policy);
    }

    public void Dispose() => _conversations.Dispose();

    private static CacheBreak Of(int blocks, string cause) => blocks > 0 ? new CacheBreak(blocks, cause) : default;

    private sealed record Sent(string? Policy, int Blocks, long Length, int Injected);
}
