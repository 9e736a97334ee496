using TokenPak.Compiler.Tests.Support;

namespace TokenPak.Compiler.Tests.Caching;

public sealed class SecondLevelTests
{
    [Fact]
    public async Task Compile_OnAnotherReplica_TakesTheDecisionsInOneRoundTrip()
    {
        await using var redis = new FakeRedis();
        var body = Bodies.Chat(4);
        byte[] first;
        await using (var one = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", redis.ConnectionString)))
        {
            await one.ConnectedAsync();
            first = Bodies.Apply(body, await one.Compiler.CompileAsync(Bodies.Request(body), default));
            await redis.Written.Task.WaitAsync(TimeSpan.FromSeconds(30));
            // A second compile goes through the same connection: what it reads was written after the first.
            await one.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(1, "other")), default);
        }

        await using var other = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:Compiler:CacheTimeoutMilliseconds", "10000"));
        await other.ConnectedAsync();
        var before = redis.Count("MGET");
        var result = await other.Compiler.CompileAsync(Bodies.Request(body), default);

        Assert.Equal(before + 1, redis.Count("MGET"));
        Assert.Equal((4, 0), (result.CacheHits, result.CacheMisses));
        Assert.Equal(first, Bodies.Apply(body, result));

        await other.Compiler.CompileAsync(Bodies.Request(body), default);
        Assert.Equal(before + 1, redis.Count("MGET"));
        Assert.True((await other.Compiler.GetStatusAsync(default)).SecondLevelAvailable);
    }

    [Fact]
    public async Task Compile_WithDamagedValues_MakesTheDecisionsAnew()
    {
        await using var redis = new FakeRedis();
        var body = Bodies.Chat(3);
        await using (var one = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", redis.ConnectionString)))
        {
            await one.ConnectedAsync();
            await one.Compiler.CompileAsync(Bodies.Request(body), default);
            await redis.Written.Task.WaitAsync(TimeSpan.FromSeconds(30));
            await one.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(1, "other")), default);
        }

        Assert.NotEmpty(redis.Values);
        foreach (var key in redis.Values.Keys) redis.Values[key][^1] ^= 1;
        await using var other = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:Compiler:CacheTimeoutMilliseconds", "10000"));
        await other.ConnectedAsync();
        var damaged = await other.Compiler.CompileAsync(Bodies.Request(body), default);

        await using var clean = await CompilerUnderTest.StartAsync();
        var expected = await clean.Compiler.CompileAsync(Bodies.Request(body), default);
        Assert.Equal(Bodies.Apply(body, expected), Bodies.Apply(body, damaged));
        Assert.Equal(3, damaged.CacheMisses);
        Assert.True((await other.Compiler.GetStatusAsync(default)).MissReasons["corrupt"] > 0);
    }

    [Fact]
    public async Task Compile_WithRedisAway_GoesOn()
    {
        await using var compiler = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", "127.0.0.1:1,connectTimeout=200"));
        var body = Bodies.Chat(2);

        var result = await compiler.Compiler.CompileAsync(Bodies.Request(body), default);

        Assert.NotEmpty(result.Splices);
        Assert.False((await compiler.Compiler.GetStatusAsync(default)).SecondLevelAvailable);
    }
}
