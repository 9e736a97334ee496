using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using StackExchange.Redis;
using TokenPak.Compiler.Compilation;
using TokenPak.Compiler.Diagnostics;
using TokenPak.Compiler.Vault.Injection;
using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Caching;

/// <summary>
/// Redis behind the process's own level. At most one round trip a request, and none where everything is known; away means miss. One that does not
/// answer in time is left alone for a moment, so that not every request waits for it. Writes are fired in one batch and forgotten: a lost one is
/// made again.
/// </summary>
internal sealed class SecondLevel
{
    /// <summary>Keys asked for at once; the rest of a huge conversation is made anew.</summary>
    private const int MaxKeys = 4096;

    private readonly RedisConnection _connection;
    private readonly CompilerMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<SecondLevel> _logger;
    private readonly TimeSpan _ttl;
    private readonly TimeSpan _patience;
    private readonly ResiliencePipeline<Prefetch> _breaker;

    public SecondLevel(RedisConnection connection, IOptions<CompilerOptions> options, CompilerMetrics metrics, TimeProvider time, ILogger<SecondLevel> logger)
    {
        (_connection, _metrics, _time, _logger) = (connection, metrics, time, logger);
        _ttl = TimeSpan.FromSeconds(options.Value.CacheTtlSeconds);
        _patience = TimeSpan.FromMilliseconds(options.Value.CacheTimeoutMilliseconds);
        _breaker = new ResiliencePipelineBuilder<Prefetch> { TimeProvider = time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<Prefetch>
            {
                FailureRatio = 0.5,
                MinimumThroughput = 2,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = TimeSpan.FromSeconds(options.Value.CachePauseSeconds),
                OnOpened = _ =>
                {
                    logger.CacheAway("it does not answer in time");
                    return ValueTask.CompletedTask;
                },
                OnClosed = _ =>
                {
                    logger.CacheBack();
                    return ValueTask.CompletedTask;
                },
            })
            .Build();
    }

    /// <summary>Asks Redis itself, once, with little patience. Null where none is configured.</summary>
    public async ValueTask<bool?> IsAvailableAsync(CancellationToken cancellationToken)
    {
        if (!_connection.IsConfigured) return null;
        if (_connection.Database is not { } redis) return false;
        try
        {
            await redis.PingAsync().WaitAsync(TimeSpan.FromMilliseconds(Math.Max(500, _patience.TotalMilliseconds)), _time, cancellationToken);
            return true;
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask<Prefetch> PrefetchAsync(CompressionPlan plan, BlockCache cache, UInt128 tenant, IReadOnlyList<UInt128> memos)
    {
        if (_connection.Database is not { } redis) return Prefetch.None;
        var wanted = new Wanted(BlocksOf(plan, cache, tenant), memos);
        if (wanted.Blocks.Count + wanted.Memos.Count == 0) return Prefetch.NotNeeded;

        // As outcomes: while it is left alone no exception is thrown for every request.
        var context = ResilienceContextPool.Shared.Get(CancellationToken.None);
        try
        {
            var outcome = await _breaker.ExecuteOutcomeAsync(static (_, read) => read.Level.ReadAsync(read.Redis, read.Wanted, read.Cache), context, (Level: this, Redis: redis, Wanted: wanted, Cache: cache));
            return outcome.Result ?? Prefetch.None;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    public void Publish(RequestCache view, IReadOnlyList<KeyValuePair<UInt128, Memo>> memos)
    {
        // What does not answer a question is not sent anything to keep, either: it would pile up on the connection.
        if (view.Made.Count + memos.Count == 0 || !view.Prefetch.Answered || _connection.Database is not { } redis) return;
        var batch = redis.CreateBatch();
        foreach (var (key, decision) in view.Made)
            _ = batch.StringSetAsync(RedisKeyOf(key), DecisionCodec.Encode(key, decision), _ttl, flags: CommandFlags.FireAndForget);
        foreach (var (key, memo) in memos)
            _ = batch.StringSetAsync(RedisKeyOf(key), memo.Encode(key), _ttl, flags: CommandFlags.FireAndForget);
        try
        {
            batch.Execute();
        }
        catch (RedisException e)
        {
            _logger.CacheWriteFailed(e.GetType().Name);
        }
    }

    private static List<BlockKey> BlocksOf(CompressionPlan plan, BlockCache cache, UInt128 tenant)
    {
        var keys = new List<UInt128>();
        plan.CollectKeys(keys);
        var wanted = new List<BlockKey>();
        foreach (var key in keys)
        {
            var own = new BlockKey(tenant, key);
            if (wanted.Count < MaxKeys && !cache.Contains(own)) wanted.Add(own);
        }

        return wanted;
    }

    private async ValueTask<Outcome<Prefetch>> ReadAsync(IDatabase redis, Wanted wanted, BlockCache cache)
    {
        using var span = CompilerTracing.StartCacheRead(wanted.Blocks.Count + wanted.Memos.Count);
        var start = _time.GetTimestamp();
        try
        {
            var prefetch = Keep(wanted, await InTimeAsync(redis.StringGetAsync([.. wanted.Blocks.Select(RedisKeyOf), .. wanted.Memos.Select(RedisKeyOf)])), cache);
            _metrics.CountSecondLevel(prefetch, _time.GetElapsedTime(start));
            span?.SetTag("tokenpak.cache.second_level.hits", prefetch.Hits);
            return Outcome.FromResult(prefetch);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            var failure = e.GetType().Name;
            _logger.CacheReadFailed(failure);
            _metrics.CountSecondLevelFailure(_time.GetElapsedTime(start));
            span?.SetTag("error.type", failure).SetStatus(ActivityStatusCode.Error);
            return Outcome.FromException<Prefetch>(e);
        }
    }

    /// <summary>The client library looks for timed-out answers once a second only: the wait is bounded here.</summary>
    private async Task<RedisValue[]> InTimeAsync(Task<RedisValue[]> reading)
    {
        try
        {
            return await reading.WaitAsync(_patience, _time);
        }
        finally
        {
            if (!reading.IsCompleted) _ = reading.ContinueWith(static t => _ = t.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }

    private Prefetch Keep(Wanted wanted, RedisValue[] values, BlockCache cache)
    {
        var hits = 0;
        HashSet<BlockKey> corrupt = [];
        for (var i = 0; i < wanted.Blocks.Count; i++)
        {
            if (values[i].IsNull) continue;
            if (DecisionCodec.Decode(wanted.Blocks[i], values[i]!) is { } decision)
            {
                cache.Keep(wanted.Blocks[i], decision);
                hits++;
            }
            else
            {
                corrupt.Add(wanted.Blocks[i]);
            }
        }

        if (corrupt.Count > 0) _logger.CacheValuesCorrupt(corrupt.Count);
        var memos = new Dictionary<UInt128, byte[]>();
        for (var i = 0; i < wanted.Memos.Count; i++)
        {
            if (values[wanted.Blocks.Count + i] is { IsNull: false } memo) memos[wanted.Memos[i]] = memo!;
        }

        return new Prefetch(Answered: true, wanted.Blocks.Count, hits, corrupt) { Memos = memos };
    }

    private static RedisKey RedisKeyOf(BlockKey key)
    {
        var bytes = new byte[4 + BlockKey.Length];
        "tpb:"u8.CopyTo(bytes);
        key.WriteTo(bytes.AsSpan(4));
        return bytes;
    }

    private static RedisKey RedisKeyOf(UInt128 memo)
    {
        var bytes = new byte[20];
        "tpv:"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.AsSpan(4), memo);
        return bytes;
    }

    private readonly record struct Wanted(List<BlockKey> Blocks, IReadOnlyList<UInt128> Memos);
}
