using TokenPak.TestKit.Otlp;

namespace TokenPak.Distributed.Tests.Observability;

/// <summary>Metrics and log lines as a receiver sees them.</summary>
public sealed class MetricAndLogTests(TracedProduct traced) : IClassFixture<TracedProduct>
{
    [Fact]
    public async Task Metrics_HaveTheNamesUnitsAndBoundsOfTheConventionsAndTheirOwn()
    {
        await traced.SendAsync(Dialect.Anthropic, streamed: true);
        string[] names =
        [
            "gen_ai.client.token.usage", "gen_ai.client.operation.duration", "gen_ai.client.operation.time_to_first_chunk", "tokenpak.requests", "tokenpak.tokens", "tokenpak.tokens.saved",
            "tokenpak.stage.tokens.saved", "tokenpak.compile.duration", "tokenpak.time_to_first_byte", "tokenpak.queue.depth", "tokenpak.events.published", "tokenpak.cache.hits", "tokenpak.cache.misses",
            "tokenpak.cache.second_level.duration", "tokenpak.engine.duration", "http.server.request.duration",
        ];
        await Eventually.HoldsAsync(() => names.All(name => traced.Otlp.Points.Any(p => p.Name == name)), "every metric");
        var points = traced.Otlp.Points;

        var usage = points.Last(p => p.Name == "gen_ai.client.token.usage" && p.Attributes["gen_ai.token.type"] == "input");
        Assert.Equal("{token}", usage.Unit);
        Assert.Equal([1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864], usage.Bounds);
        Assert.True(usage.Count >= 1 && usage.Value > 0);
        var duration = points.Last(p => p.Name == "gen_ai.client.operation.duration");
        Assert.Equal(("s", "chat", "anthropic"), (duration.Unit, duration.Attributes["gen_ai.operation.name"], duration.Attributes["gen_ai.provider.name"]));
        Assert.Equal([0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92], duration.Bounds);
        Assert.Contains(points, p => p.Name == "tokenpak.stage.tokens.saved" && p.Attributes["tokenpak.stage"].Length > 0 && p.Value > 0);
    }

    [Fact]
    public async Task Models_ThatNoProviderKnows_MakeNoSeries()
    {
        for (var i = 0; i < 20; i++)
        {
            using var request = WireRequest.Post(traced.Product.Address, Dialect.OpenAIChat, $$"""{"model":"made-up-{{i}}-error-404","messages":[{"role":"user","content":"Hello"}]}""");
            using var response = await traced.Product.Client.SendAsync(request).InTimeAsync("an answer");
        }

        await Eventually.HoldsAsync(() => traced.Otlp.Points.Any(p => p is { Name: "gen_ai.client.operation.duration", Count: >= 20 } && p.Attributes["gen_ai.request.model"] == "other"), "the measurements");
        Assert.DoesNotContain(traced.Otlp.Points, p => p.Attributes.Values.Any(value => value.StartsWith("made-up", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LogLines_OfARequest_CarryItsIdAndItsTrace()
    {
        // The line says that the compiler went: it has to be there before.
        await traced.SendAsync();
        await traced.Product.Compilers[0].KillAsync();
        var (trace, _) = await traced.SendAsync();
        await traced.Product.Compilers[0].RestartAsync();

        // On a crowded machine a request of another test may have met a slow compiler: its line carries its own trace.
        var line = await Eventually.GetAsync(() => traced.Otlp.Logs.FirstOrDefault(l => IsOutage(l) && l.TraceId == trace), "the line about the compiler");
        await Eventually.HoldsAsync(() => traced.Otlp.Spans.Any(s => s.TraceId == trace && s.Kind == OtlpSpanKind.Server), "the request's span");
        Assert.Equal(traced.Otlp.Spans.Single(s => s.TraceId == trace && s.Kind == OtlpSpanKind.Server)["tokenpak.request.id"], line.Attributes["tokenpak.request.id"]);

        static bool IsOutage(OtlpLog log) => log.Service == "TokenPak.Gateway" && log.Text.StartsWith("The compiler does not answer", StringComparison.Ordinal);
    }
}
