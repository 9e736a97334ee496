using TokenPak.Compiler.Tests.Support;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Compiler.Tests.Caching;

/// <summary>I5: a Redis that is away, paused or back costs a request next to nothing, and never its savings.</summary>
public sealed class RedisOutageTests
{
    [Fact]
    public async Task Redis_NeverThere_IsMissedByNobody()
    {
        await using var compiler = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", "127.0.0.1:1,connectTimeout=200"));
        using var reads = new SecondLevelReads(compiler);

        var result = await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(2)), default);

        Assert.NotEmpty(result.Splices);
        Assert.Equal(0, reads.Failed);
        Assert.False((await compiler.Compiler.GetStatusAsync(default)).SecondLevelAvailable);
    }

    [Fact]
    public async Task Redis_Paused_IsWaitedForTwiceAndThenLeftAlone()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var compiler = await StartAsync(redis, pauseSeconds: 600);
        using var reads = new SecondLevelReads(compiler);
        await redis.PauseAsync();

        for (var i = 0; i < 12; i++) Assert.NotEmpty((await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(1, $"goods {i}")), default)).Splices);

        Assert.Equal((0, 2), (reads.Answered, reads.Failed));
        Assert.False((await compiler.Compiler.GetStatusAsync(default)).SecondLevelAvailable);
    }

    [Fact]
    public async Task Redis_ThatGoesOnAfterAPause_IsUsedAgain()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var compiler = await StartAsync(redis, pauseSeconds: 0.5);
        using var reads = new SecondLevelReads(compiler);
        await redis.PauseAsync();
        for (var i = 0; i < 4; i++) await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(1, $"goods {i}")), default);
        Assert.Equal(0, reads.Answered);

        await redis.ContinueAsync();
        await UsedAgainAsync(compiler, reads);
    }

    [Fact]
    public async Task Redis_KilledAndRestarted_IsMissedAndUsedAgain()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var compiler = await StartAsync(redis, pauseSeconds: 0.5);
        var body = Bodies.Chat(2);
        var expected = Bodies.Apply(body, await compiler.Compiler.CompileAsync(Bodies.Request(body), default));
        using var reads = new SecondLevelReads(compiler);

        await redis.KillAsync();
        Assert.Equal(expected, Bodies.Apply(body, await compiler.Compiler.CompileAsync(Bodies.Request(body), default)));
        await Eventually.HoldsAsync(async () => (await compiler.Compiler.GetStatusAsync(default)).SecondLevelAvailable is false, "the outage to be seen");
        Assert.NotEmpty((await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(2, "other goods")), default)).Splices);
        Assert.Equal(0, reads.Answered);

        await redis.RestartAsync();
        await UsedAgainAsync(compiler, reads);
        Assert.True((await compiler.Compiler.GetStatusAsync(default)).SecondLevelAvailable);

        // It came back empty and is filled again by what is made from now on.
        await using var view = await RedisView.OpenAsync(redis);
        Assert.NotEmpty(view.Keys());
    }

    private static async Task UsedAgainAsync(CompilerUnderTest compiler, SecondLevelReads reads)
    {
        var next = 0;
        await Eventually.HoldsAsync(
            async () =>
            {
                await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(1, $"new goods {next++}")), default);
                return reads.Answered > 0;
            },
            "Redis to be asked again");
    }

    private static async Task<CompilerUnderTest> StartAsync(RedisServer redis, double pauseSeconds)
    {
        var compiler = await CompilerUnderTest.StartAsync(
            ("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:Compiler:CachePauseSeconds", pauseSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await compiler.ConnectedAsync();
        return compiler;
    }
}
