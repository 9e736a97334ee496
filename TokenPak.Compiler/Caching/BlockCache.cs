using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using TokenPak.Compiler.Compilation;
using TokenPak.Compression.Engine;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Caching;

/// <summary>
/// Decisions in the process, bounded in bytes. Room is made by second chance: entries go round a queue, one used since its last turn stays. A
/// decision is immutable, so that nothing can change it behind its key.
/// </summary>
internal sealed class BlockCache(IOptions<CompilerOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<BlockKey, CacheEntry> _entries = new();
    private readonly ConcurrentQueue<CacheEntry> _clock = new();
    private readonly EvictedKeys _evicted = new();
    private readonly MissReasons _reasons = new();
    private readonly long _limit = options.Value.CacheMegabytes * 1024L * 1024L;
    private readonly TimeSpan _ttl = TimeSpan.FromSeconds(options.Value.CacheTtlSeconds);
    private long _bytes;
    private long _hits;
    private long _evictions;

    public long Hits => Interlocked.Read(ref _hits);

    public long Evictions => Interlocked.Read(ref _evictions);

    public int Entries => _entries.Count;

    public long Bytes => Interlocked.Read(ref _bytes);

    public MissReasons Misses => _reasons;

    /// <summary>The decision under a key; expired ones are gone.</summary>
    public BlockDecision? Find(BlockKey key)
    {
        if (!_entries.TryGetValue(key, out var entry)) return null;
        var now = time.GetTimestamp();
        if (time.GetElapsedTime(entry.LastUsed, now) > _ttl)
        {
            entry.Expired = true;
            return null;
        }

        entry.LastUsed = now;
        entry.Used = true;
        return entry.Decision;
    }

    public bool Contains(BlockKey key) => Find(key) is not null;

    public void CountHit() => Interlocked.Increment(ref _hits);

    /// <summary>Counts a decision that has to be made, by why it was not there.</summary>
    public void CountMiss(BlockKey key, bool corrupt = false) => _reasons.Add(
        corrupt ? MissReasons.Corrupt
        : _entries.ContainsKey(key) ? MissReasons.Expired
        : _evicted.Contains(key) ? MissReasons.Evicted
        : MissReasons.New);

    public void Keep(BlockKey key, BlockDecision decision)
    {
        var entry = new CacheEntry(key, decision, time.GetTimestamp());
        while (true)
        {
            if (_entries.TryAdd(key, entry)) break;
            if (!_entries.TryGetValue(key, out var old)) continue;
            if (!old.Expired) return; // the same decision by construction
            Remove(old);
        }

        Interlocked.Add(ref _bytes, entry.Size);
        _clock.Enqueue(entry);
        MakeRoom();
    }

    public CompilerStatus Describe() => new()
    {
        CacheHits = Hits,
        CacheMisses = _reasons.Total,
        MissReasons = _reasons.ToDictionary(),
        Entries = Entries,
        Bytes = Bytes,
        Evictions = Evictions,
        TtlSeconds = (int)_ttl.TotalSeconds,
    };

    private void MakeRoom()
    {
        while (Interlocked.Read(ref _bytes) > _limit && _clock.TryDequeue(out var oldest))
        {
            if (oldest.Gone) continue;
            if (oldest.Used && !oldest.Expired)
            {
                oldest.Used = false;
                _clock.Enqueue(oldest);
                continue;
            }

            if (!Remove(oldest)) continue;
            Interlocked.Increment(ref _evictions);
            _evicted.Add(oldest.Key);
        }
    }

    private bool Remove(CacheEntry entry)
    {
        if (!_entries.TryRemove(KeyValuePair.Create(entry.Key, entry))) return false;
        entry.Gone = true;
        Interlocked.Add(ref _bytes, -entry.Size);
        return true;
    }
}
