using System.Buffers.Binary;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TokenPak.Compiler.Compilation;
using TokenPak.Compiler.Diagnostics;
using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Caching;

/// <summary>
/// Redis behind the process's own level. At most one round trip a request, and none where everything is known; away means miss. Writes are
/// fired in one batch and forgotten: a lost one is made again.
/// </summary>
internal sealed class SecondLevel(RedisConnection connection, IOptions<CompilerOptions> options, ILogger<SecondLevel> logger)
{
    /// <summary>Keys asked for at once; the rest of a huge conversation is made anew.</summary>
    private const int MaxKeys = 4096;

    private readonly TimeSpan _ttl = TimeSpan.FromSeconds(options.Value.CacheTtlSeconds);

    /// <summary>Whether Redis answers; null where none is configured.</summary>
    public bool? IsAvailable => connection.IsConfigured ? connection.Database is not null : null;

    public async ValueTask PrefetchAsync(CompressionPlan plan, BlockCache cache)
    {
        if (connection.Database is not { } redis) return;
        var wanted = new List<UInt128>();
        plan.CollectKeys(wanted);
        wanted.RemoveAll(cache.Contains);
        if (wanted.Count == 0) return;
        if (wanted.Count > MaxKeys) wanted.RemoveRange(MaxKeys, wanted.Count - MaxKeys);

        try
        {
            var values = await redis.StringGetAsync([.. wanted.Select(RedisKeyOf)]);
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i].IsNull) continue;
                if (DecisionCodec.Decode(wanted[i], values[i]!) is { } decision) cache.Keep(wanted[i], decision);
                else cache.CountMiss(wanted[i], corrupt: true);
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            logger.CacheReadFailed(e.GetType().Name);
        }
    }

    public void Publish(IReadOnlyList<KeyValuePair<UInt128, BlockDecision>> made)
    {
        if (made.Count == 0 || connection.Database is not { } redis) return;
        var batch = redis.CreateBatch();
        foreach (var (key, decision) in made)
            _ = batch.StringSetAsync(RedisKeyOf(key), DecisionCodec.Encode(key, decision), _ttl, flags: CommandFlags.FireAndForget);
        try
        {
            batch.Execute();
        }
        catch (RedisException e)
        {
            logger.CacheWriteFailed(e.GetType().Name);
        }
    }

    private static RedisKey RedisKeyOf(UInt128 key)
    {
        var bytes = new byte[20];
        "tpb:"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(4), key);
        return bytes;
    }
}
