using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using TokenPak.Compiler.Compilation;

namespace TokenPak.Compiler.Vault.Injection;

/// <summary>Memos in the process. They live as long as decisions do after their last use; the second level behind them is asked together with decisions.</summary>
internal sealed class MemoStore(IOptions<CompilerOptions> options, TimeProvider time) : IDisposable
{
    /// <summary>About 250 bytes each.</summary>
    private const int MaxMemos = 200_000;

    private readonly TimeSpan _ttl = TimeSpan.FromSeconds(options.Value.CacheTtlSeconds);
    private readonly MemoryCache _memos = new(new MemoryCacheOptions { SizeLimit = MaxMemos });

    public Memo? Find(UInt128 key) => _memos.Get<Entry>(key)?.Memo;

    /// <summary>Keeps a memo; true where it should be written to the second level too: it is new there, or a good part of its life is over.</summary>
    public bool Keep(UInt128 key, Memo memo)
    {
        var now = time.GetTimestamp();
        if (_memos.Get<Entry>(key) is { } known && ReferenceEquals(known.Memo, memo) && time.GetElapsedTime(known.Written, now) < _ttl / 4) return false;
        _memos.Set(key, new Entry(memo, now), new MemoryCacheEntryOptions { Size = 1, SlidingExpiration = _ttl });
        return true;
    }

    public void Dispose() => _memos.Dispose();

    private sealed record Entry(Memo Memo, long Written);
}
