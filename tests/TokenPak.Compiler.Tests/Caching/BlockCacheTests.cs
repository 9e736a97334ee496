using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TokenPak.Compiler.Caching;
using TokenPak.Compiler.Compilation;
using TokenPak.Compression.Engine;

namespace TokenPak.Compiler.Tests.Caching;

public sealed class BlockCacheTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BlockCache _cache;

    public BlockCacheTests() => _cache = new BlockCache(Options.Create(new CompilerOptions { CacheMegabytes = 1, CacheTtlSeconds = 60 }), _time);

    [Fact]
    public void Find_AfterKeep_GivesTheDecision()
    {
        var decision = Decision(100);
        _cache.Keep(Key(1), decision);

        Assert.Same(decision, _cache.Find(Key(1)));
        Assert.Null(_cache.Find(Key(2)));
    }

    [Fact]
    public void Find_LongAfterTheLastUse_GivesNothing()
    {
        _cache.Keep(Key(1), Decision(100));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.NotNull(_cache.Find(Key(1)));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.NotNull(_cache.Find(Key(1)));
        _time.Advance(TimeSpan.FromSeconds(61));

        Assert.Null(_cache.Find(Key(1)));
        _cache.CountMiss(Key(1));
        Assert.Equal(1, _cache.Describe().MissReasons["expired"]);

        _cache.Keep(Key(1), Decision(100));
        Assert.NotNull(_cache.Find(Key(1)));
    }

    [Fact]
    public void Keep_MoreThanFits_DropsTheUnused()
    {
        _cache.Keep(Key(0), Decision(10_000));
        for (UInt128 key = 1; key < 500; key++)
        {
            Assert.NotNull(_cache.Find(Key(0)));
            _cache.Keep(Key(key), Decision(10_000));
        }

        var status = _cache.Describe();
        Assert.InRange(status.Bytes, 1, 1024 * 1024);
        Assert.Equal(499 + 1 - status.Entries, status.Evictions);
        Assert.NotNull(_cache.Find(Key(0)));
        Assert.Null(_cache.Find(Key(1)));
        _cache.CountMiss(Key(1));
        _cache.CountMiss(Key(UInt128.MaxValue));
        Assert.Equal(1, _cache.Describe().MissReasons["evicted"]);
        Assert.Equal(1, _cache.Describe().MissReasons["new"]);
        Assert.Equal(2, _cache.Describe().CacheMisses);
    }

    [Fact]
    public void Keep_FromManyThreads_StaysWithinBounds()
    {
        Parallel.For(0, 8, worker =>
        {
            for (var i = 0; i < 2000; i++)
            {
                var key = (UInt128)((i * 7919 + worker) % 700);
                if (_cache.Find(Key(key)) is null) _cache.Keep(Key(key), Decision(5_000));
            }
        });

        var status = _cache.Describe();
        Assert.InRange(status.Bytes, 0, 1024 * 1024);
        Assert.True(status.Entries * 5_000 <= status.Bytes);
    }

    [Fact]
    public void Find_OfAnotherTenantUnderTheSameBlock_GivesNothing()
    {
        _cache.Keep(Key(1), Decision(100));

        Assert.Null(_cache.Find(Key(1) with { Tenant = BlockKey.TenantOf("other") }));
    }

    private static BlockKey Key(UInt128 block) => new(BlockKey.TenantOf("t"), block);

    private static BlockDecision Decision(int bytes) => new(bytes * 2, 100, 50, new byte[bytes], [new StageShare(2, 50)]);
}
