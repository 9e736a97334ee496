using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TokenPak.Compiler.Caching;
using TokenPak.Compiler.Compilation;
using TokenPak.Contracts.Originals;

namespace TokenPak.Compiler.Originals;

/// <summary>
/// Originals in the process, bounded in bytes; and in Redis where one is configured, which then has to have them: another replica may be asked. Nothing is written to disk.
/// </summary>
internal sealed class OriginalStore : IOriginalStore, IDisposable
{
    private const int EntryOverhead = 300;
    private const int IdBytes = 16;

    private readonly OriginalsOptions _options;
    private readonly RedisConnection _redis;
    private readonly TimeProvider _time;
    private readonly TimeSpan _ttl;
    private readonly TimeSpan _patience;
    private readonly byte[] _key;
    private readonly MemoryCache _entries;
    private long _bytes;
    private long _kept;
    private long _retrieved;
    private long _notFound;
    private long _evictions;
    private long _refused;

    public OriginalStore(IOptions<OriginalsOptions> options, IOptions<CompilerOptions> compiler, IOptions<SecretOptions> secret, RedisConnection redis, TimeProvider time)
    {
        (_options, _redis, _time) = (options.Value, redis, time);
        _ttl = TimeSpan.FromSeconds(_options.TtlSeconds);
        _patience = TimeSpan.FromMilliseconds(compiler.Value.CacheTimeoutMilliseconds);
        _key = secret.Value.KeyFor("originals");
        _entries = new MemoryCache(new MemoryCacheOptions { SizeLimit = _options.Megabytes * 1024L * 1024L, CompactionPercentage = 0.1, Clock = new CacheClock(time) });
    }

    public OriginalsState State => new()
    {
        Enabled = _options.Enabled,
        Entries = _entries.Count,
        Bytes = Interlocked.Read(ref _bytes),
        Kept = Interlocked.Read(ref _kept),
        Retrieved = Interlocked.Read(ref _retrieved),
        NotFound = Interlocked.Read(ref _notFound),
        Evictions = Interlocked.Read(ref _evictions),
        Refused = Interlocked.Read(ref _refused),
        TtlSeconds = _options.TtlSeconds,
    };

    public bool IsEnabled => _options.Enabled;

    public UInt128 IdScope => BinaryPrimitives.ReadUInt128LittleEndian(HMACSHA256.HashData(_key, "scope"u8));

    public string IdOf(string tenant, ReadOnlySpan<byte> text)
    {
        Span<byte> own = stackalloc byte[HMACSHA256.HashSizeInBytes];
        Span<byte> id = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(tenant), own);
        HMACSHA256.HashData(own, text, id);
        return Convert.ToHexStringLower(id[..IdBytes]);
    }

    public async ValueTask<bool> KeepAsync(string tenant, IReadOnlyList<ReadOnlyMemory<byte>> texts, CancellationToken cancellationToken)
    {
        if (!_options.Enabled) return false;
        var entries = texts.Select(text => (Id: IdOf(tenant, text.Span), Entry: OriginalEntry.Make(tenant, text.Span))).ToList();
        var isKept = entries.All(entry => entry.Entry.Length <= _options.MaxKilobytes * 1024L) && (!_redis.IsConfigured || await KeepInRedisAsync(entries, cancellationToken));
        if (isKept)
        {
            // Another level has them where Redis is: here they are only nearer.
            foreach (var (id, entry) in entries) isKept &= KeepHere(id, entry) || _redis.IsConfigured;
        }

        Interlocked.Add(ref isKept ? ref _kept : ref _refused, entries.Count);
        return isKept;
    }

    public bool Refresh(IReadOnlyCollection<string> ids)
    {
        var atHand = true;
        foreach (var id in ids) atHand &= _entries.TryGetValue(id, out _);
        if (ids.Count == 0 || _redis.Database is not { } redis) return atHand;
        var batch = redis.CreateBatch();
        foreach (var id in ids) _ = batch.KeyExpireAsync(RedisKeyOf(id), _ttl, flags: CommandFlags.FireAndForget);
        try
        {
            batch.Execute();
        }
        catch (RedisException)
        {
            // What is away is found away when it is next asked.
        }

        return atHand;
    }

    public async ValueTask<ReadOnlyMemory<byte>?> FindAsync(string? tenant, string id, CancellationToken cancellationToken)
    {
        var entry = _entries.Get<byte[]>(id);
        if (entry is null && IsId(id) && _redis.Database is { } redis)
        {
            RedisValue value = await redis.StringGetSetExpiryAsync(RedisKeyOf(id), _ttl).WaitAsync(_patience, _time, cancellationToken);
            entry = value;
        }

        var text = entry is null ? null : OriginalEntry.Open(tenant, entry);
        Interlocked.Increment(ref text is null ? ref _notFound : ref _retrieved);
        return text;
    }

    public void Dispose() => _entries.Dispose();

    private static bool IsId(string id) => id.Length == 2 * IdBytes && id.All(char.IsAsciiHexDigitLower);

    private static RedisKey RedisKeyOf(string id) => "tpo:" + id;

    private async Task<bool> KeepInRedisAsync(List<(string Id, byte[] Entry)> entries, CancellationToken cancellationToken)
    {
        if (_redis.Database is not { } redis) return false;
        try
        {
            var writes = entries.Select(entry => redis.StringSetAsync(RedisKeyOf(entry.Id), entry.Entry, _ttl));
            return (await Task.WhenAll(writes).WaitAsync(_patience, _time, cancellationToken)).All(written => written);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>A memory cache refuses what does not fit and makes room afterwards: here room is made first.</summary>
    private bool KeepHere(string id, byte[] entry)
    {
        if (_entries.TryGetValue(id, out _)) return true;
        var size = entry.Length + EntryOverhead;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var item = new MemoryCacheEntryOptions { Size = size, SlidingExpiration = _ttl }.RegisterPostEvictionCallback(Gone, size);
            Interlocked.Add(ref _bytes, size);
            _entries.Set(id, entry, item);
            if (_entries.TryGetValue(id, out _)) return true;
            _entries.Compact(Math.Clamp(2.0 * size / (_options.Megabytes * 1024.0 * 1024.0), 0.05, 1));
        }

        return false;
    }

    private void Gone(object key, object? value, EvictionReason reason, object? state)
    {
        Interlocked.Add(ref _bytes, -(state as int? ?? 0));
        if (reason == EvictionReason.Capacity) Interlocked.Increment(ref _evictions);
    }

    /// <summary>The cache's clock is older than <see cref="TimeProvider"/>.</summary>
    private sealed class CacheClock(TimeProvider time) : Microsoft.Extensions.Internal.ISystemClock
    {
        public DateTimeOffset UtcNow => time.GetUtcNow();
    }
}
