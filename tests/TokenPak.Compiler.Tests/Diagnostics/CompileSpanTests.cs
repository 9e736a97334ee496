using System.Collections.Concurrent;
using System.Diagnostics;
using TokenPak.Compiler.Tests.Support;
using TokenPak.Compiler.Tests.Vault;
using TokenPak.Contracts.Compilation;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Waiting;

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
    public async Task Compile_Traced_ShowsEachGroupOfStages()
    {
        await using var compiler = await CompilerUnderTest.StartAsync(("TokenPak:Compiler:AcceptLoss", "true"));
        var request = Bodies.Request(Bodies.Chat(3)) with { Mode = CompilationMode.Aggressive };

        var (first, made) = await TracedAsync(compiler, request);
        var (_, known) = await TracedAsync(compiler, request);

        var engine = made.Single(s => s.DisplayName == "compress");
        var groups = made.Where(s => s.ParentSpanId == engine.SpanId).ToDictionary(s => s.DisplayName);
        Assert.Equal(["lossy stages", "repeat", "stages"], groups.Keys.Order());
        Assert.Equal((0, 3), (groups["stages"].GetTagItem("tokenpak.cache.hits"), groups["stages"].GetTagItem("tokenpak.cache.misses")));
        Assert.Equal(first.Stages.Sum(stage => stage.TokensSaved), groups.Values.Sum(group => (int?)group.GetTagItem("tokenpak.tokens.saved")));
        Assert.All(groups.Values, group => Assert.InRange(group.StartTimeUtc, engine.StartTimeUtc, engine.StartTimeUtc + engine.Duration));
        Assert.True(groups["stages"].Duration > TimeSpan.Zero);

        // What looks back is known as a whole: the others are not asked again.
        var again = Assert.Single(known, s => s.ParentSpanId == known.Single(s => s.DisplayName == "compress").SpanId);
        Assert.Equal(("repeat", 3, 0), (again.DisplayName, again.GetTagItem("tokenpak.cache.hits"), again.GetTagItem("tokenpak.cache.misses")));
        Assert.DoesNotContain(made.SelectMany(s => s.TagObjects), tag => tag.Value is string text && text.Contains("orders", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Compile_WithAVault_ShowsWhatWasAdded()
    {
        using var vault = new VaultFolder();
        vault.Write("zebra.md", "# Zebra importer\nThe zebra importer retries a failed batch three times, and then parks it.");
        vault.Write("other.md", "# Other\nNothing about that.");
        vault.Write("third.md", "# Third\nNor this.");
        await using var compiler = await CompilerUnderTest.StartAsync(vault.Settings);
        await Eventually.HoldsAsync(async () => (await compiler.Compiler.GetStatusAsync(default)).Vault?.State == "ready", "the vault to be indexed");

        var (result, spans) = await TracedAsync(compiler, Conversation.Request(ApiDialect.OpenAIChat, Conversation.Body(ApiDialect.OpenAIChat, "user:How does the zebra importer retry a failed batch?")));

        var span = spans.Single(s => s.DisplayName == "vault");
        Assert.Equal(spans.Single(s => s.DisplayName == "compile").SpanId, span.ParentSpanId);
        Assert.True(result.Vault?.Tokens > 0);
        Assert.Equal((result.Vault?.Tokens, 1, 0), (span.GetTagItem("tokenpak.vault.tokens"), span.GetTagItem("tokenpak.vault.messages"), span.GetTagItem("tokenpak.vault.messages.sent_before")));
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

    private static async Task<(CompileResult Result, ConcurrentQueue<Activity> Spans)> TracedAsync(CompilerUnderTest compiler, CompileRequest request)
    {
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = Listen(root.TraceId, spans);
        return (await compiler.Compiler.CompileAsync(request, default), spans);
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
