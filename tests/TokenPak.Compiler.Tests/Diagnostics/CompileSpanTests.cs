using System.Collections.Concurrent;
using System.Diagnostics;
using TokenPak.Compiler.Tests.Support;
using TokenPak.TestKit.Servers;

namespace TokenPak.Compiler.Tests.Diagnostics;

/// <summary>What a compilation shows of itself in a trace.</summary>
public sealed class CompileSpanTests
{
    [Fact]
    public async Task Compile_Traced_ShowsCacheAndSavingsByStage()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var compiler = await CompilerUnderTest.StartAsync(("ConnectionStrings:cache", redis.ConnectionString), ("TokenPak:Compiler:CacheTimeoutMilliseconds", "10000"));
        await compiler.ConnectedAsync();
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(root.TraceId, spans);

        var result = await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(3)), default);

        var whole = spans.Single(s => s.DisplayName == "compile");
        var read = spans.Single(s => s.DisplayName == "MGET");
        var engine = spans.Single(s => s.DisplayName == "compress");
        Assert.Equal(root.SpanId, whole.ParentSpanId);
        Assert.All([read, engine], span => Assert.Equal(whole.SpanId, span.ParentSpanId));
        Assert.Equal(ActivityKind.Client, read.Kind);
        Assert.Equal("redis", read.GetTagItem("db.system.name"));
        Assert.Equal(0, read.GetTagItem("tokenpak.cache.second_level.hits"));
        Assert.Equal(whole.GetTagItem("tokenpak.cache.second_level.asked"), read.GetTagItem("tokenpak.cache.second_level.asked"));
        Assert.Equal((0, 3), (engine.GetTagItem("tokenpak.cache.hits"), engine.GetTagItem("tokenpak.cache.misses")));
        Assert.Equal(result.TokensBefore, engine.GetTagItem("tokenpak.tokens.before"));
        Assert.NotEmpty(result.Stages);
        Assert.All(result.Stages, stage => Assert.Equal(stage.TokensSaved, engine.GetTagItem($"tokenpak.stage.{stage.Stage}.tokens.saved")));
    }

    [Fact]
    public async Task Compile_NotTraced_MakesNoSpan()
    {
        await using var compiler = await CompilerUnderTest.StartAsync();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(ActivityTraceId.CreateRandom(), spans);

        await compiler.Compiler.CompileAsync(Bodies.Request(Bodies.Chat(1)), default);

        Assert.Empty(spans);
    }

    private static ActivityListener Listen(ActivityTraceId trace, ConcurrentQueue<Activity> spans)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "TokenPak.Compiler",
            Sample = (ref ActivityCreationOptions<ActivityContext> options) => options.TraceId == trace ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace) spans.Enqueue(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
