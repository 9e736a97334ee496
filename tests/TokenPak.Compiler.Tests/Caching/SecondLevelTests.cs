using TokenPak.Compiler.Tests.Support;
using TokenPak.TestKit.Servers;

namespace TokenPak.Compiler.Tests.Caching;

/// <summary>The second level on a real Redis: what is in it, and what it costs.</summary>
public sealed class SecondLevelTests
{
    [Fact]
    public async Task Compile_OnAnotherReplica_TakesTheDecisionsInOneRoundTrip()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var view = await RedisView.OpenAsync(redis);
        var body = Bodies.Chat(4);
        var first = await FillAsync(redis, body);

        await using var other = await StartAsync(redis);
        var (before, others) = (await view.CallsAsync("mget"), await view.CallsAsync("get"));
        var result = await other.Compiler.CompileAsync(Bodies.Request(body), default);

        Assert.Equal((4, 0), (result.CacheHits, result.CacheMisses));
        Assert.Equal(first, Bodies.Apply(body, result));
        Assert.Equal(before + 1, await view.CallsAsync("mget"));
        Assert.Equal(others, await view.CallsAsync("get"));

        // Known by now: no round trip at all.
        await other.Compiler.CompileAsync(Bodies.Request(body), default);
        Assert.Equal(before + 1, await view.CallsAsync("mget"));
    }

    [Fact]
    public async Task Tenants_WithTheSamePrompt_ShareNoEntry()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var view = await RedisView.OpenAsync(redis);
        var body = Bodies.Chat(3);
        await FillAsync(redis, body);
        var one = view.Keys();

        await using var other = await StartAsync(redis);
        var result = await other.Compiler.CompileAsync(Bodies.Request(body, "other"), default);
        await other.Compiler.GetStatusAsync(default);

        Assert.Equal(0, result.CacheHits);
        var both = view.Keys();
        Assert.Equal(2 * one.Count, both.Count);
        Assert.Subset(both, one);

        // "tpb:" and the tenant stand at the beginning of each, apart from the block's own hash.
        Assert.Equal(2, both.Select(key => key[..(2 * (4 + 16))]).Distinct().Count());
    }

    [Fact]
    public async Task Entries_AllExpire()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var view = await RedisView.OpenAsync(redis);
        await FillAsync(redis, Bodies.Chat(3));

        var keys = view.RawKeys().ToList();
        Assert.NotEmpty(keys);
        foreach (var key in keys) Assert.InRange((await view.Database.KeyTimeToLiveAsync(key))?.TotalSeconds ?? 0, 1, 6 * 3600);
    }

    [Fact]
    public async Task Values_ChangedByHand_AreCountedAndMadeAnewWithTheSameBytes()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var view = await RedisView.OpenAsync(redis);
        var body = Bodies.Chat(3);
        var expected = await FillAsync(redis, body);
        await view.DamageAsync();

        await using (var other = await StartAsync(redis))
        {
            var result = await other.Compiler.CompileAsync(Bodies.Request(body), default);
            var status = await other.Compiler.GetStatusAsync(default);
            Assert.Equal(expected, Bodies.Apply(body, result));
            Assert.Equal((0, 3), (result.CacheHits, result.CacheMisses));
            Assert.Equal(["corrupt"], status.MissReasons.Keys);
            Assert.Equal(view.Keys().Count, status.MissReasons["corrupt"]);
        }

        // What was made anew took the place of what was damaged.
        await using var third = await StartAsync(redis);
        Assert.Equal(3, (await third.Compiler.CompileAsync(Bodies.Request(body), default)).CacheHits);
    }

    [Fact]
    public async Task Values_UnderForeignKeys_AreRefused()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var view = await RedisView.OpenAsync(redis);
        var body = Bodies.Chat(3);
        var expected = await FillAsync(redis, body);
        var keys = view.RawKeys().ToList();
        var values = await view.Database.StringGetAsync([.. keys]);
        for (var i = 0; i < keys.Count; i++) await view.Database.StringSetAsync(keys[i], values[(i + 1) % keys.Count]);

        await using var other = await StartAsync(redis);
        var result = await other.Compiler.CompileAsync(Bodies.Request(body), default);

        Assert.Equal(expected, Bodies.Apply(body, result));
        Assert.Equal(keys.Count, (await other.Compiler.GetStatusAsync(default)).MissReasons["corrupt"]);
    }

    /// <summary>Compiles once and waits until Redis has what was made.</summary>
    private static async Task<byte[]> FillAsync(RedisServer redis, byte[] body)
    {
        await using var one = await StartAsync(redis);
        var compiled = Bodies.Apply(body, await one.Compiler.CompileAsync(Bodies.Request(body), default));

        // The status asks Redis over the connection that the writes went out on: they are there by then.
        Assert.True((await one.Compiler.GetStatusAsync(default)).SecondLevelAvailable);
        return compiled;
    }

    private static async Task<CompilerUnderTest> StartAsync(RedisServer redis)
    {
        var compiler = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:Compiler:CacheTimeoutMilliseconds", "10000"));
        await compiler.ConnectedAsync();
        return compiler;
    }
}
