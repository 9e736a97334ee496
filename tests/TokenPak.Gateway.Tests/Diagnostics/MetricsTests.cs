using System.Globalization;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Diagnostics;

public sealed class MetricsTests
{
    [Fact]
    public async Task Stream_ThatSucceeds_IsMeasuredByTheConventions()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var metrics = new CapturedMetrics(gateway);
        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat("gpt-4o-cached", stream: true, extra: ",\"stream_options\":{\"include_usage\":true}")).InTimeAsync();
        await Eventually.HoldsAsync(() => metrics.Of("gen_ai.client.operation.duration").Any(), "the measurement");

        var duration = Assert.Single(metrics.Of("gen_ai.client.operation.duration"));
        Assert.Equal("s", duration.Unit);
        Assert.Equal(
            ["gen_ai.operation.name=chat", "gen_ai.provider.name=openai", "gen_ai.request.model=gpt-4o-cached", $"server.address={gateway.Upstream.OpenAI.Host}", $"server.port={gateway.Upstream.OpenAI.Port}"],
            duration.Tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}")));
        Assert.Equal(
            [("input", 2591d), ("output", 17d)],
            metrics.Of("gen_ai.client.token.usage").Select(m => ((string?)m.Tags["gen_ai.token.type"] ?? "", m.Value)));
        Assert.Single(metrics.Of("gen_ai.client.operation.time_to_first_chunk"));
        Assert.Single(metrics.Of("tokenpak.time_to_first_byte"));
        Assert.Single(metrics.Of("tokenpak.compile.duration"));
        Assert.Equal(
            [("cache_read", 2048d), ("input", 543d), ("output", 17d)],
            metrics.Collect("tokenpak.tokens").Select(m => ((string?)m.Tags["tokenpak.token.kind"] ?? "", m.Value)));
    }

    [Fact]
    public async Task Counters_AreTheSameInPrometheusAndOpenTelemetry()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var metrics = new CapturedMetrics(gateway);
        using var rule = gateway.Upstream.Always(new Behavior { Usage = new UpstreamUsage { Output = 9 } });
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("Hello", "Hi");
        using (await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync())
        {
        }

        gateway.Compiler.IsAway = true;
        using (await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync())
        {
        }

        await Eventually.HoldsAsync(() => metrics.Collect("tokenpak.events.published").Single().Value == 2, "both events to be published");
        var text = await gateway.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));

        Assert.Equal(5, Assert.Single(metrics.Collect("tokenpak.stage.tokens.saved")).Value);
        Assert.Equal("compiler_unavailable", Assert.Single(metrics.Collect("tokenpak.bypasses")).Tags["tokenpak.bypass.reason"]);
        Assert.Equal(0, Assert.Single(metrics.Collect("tokenpak.queue.depth")).Value);
        foreach (var line in (string[])
        [
            "tokenpak_requests_total 2", "tokenpak_stage_tokens_saved_total{tokenpak_stage=\"json\"} 5", "tokenpak_bypasses_total{tokenpak_bypass_reason=\"compiler_unavailable\"} 1",
            "tokenpak_tokens_total{gen_ai_provider_name=\"openai\",tokenpak_token_kind=\"output\"} 18", "tokenpak_queue_depth 0",
        ])
        {
            Assert.Contains("\n" + line + "\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ModelNames_OfFailuresAndBeyondTheBound_AreOther()
    {
        var names = new ModelNames();

        Assert.Equal("other", names.Bounded("made-up", succeeded: false));
        Assert.Equal("other", names.Bounded(null, succeeded: true));
        Assert.Equal("other", names.Bounded(new string('x', 5000), succeeded: true));
        for (var i = 0; i < 1000; i++) names.Bounded(string.Create(CultureInfo.InvariantCulture, $"model-{i}"), succeeded: true);
        Assert.Equal("model-7", names.Bounded("model-7", succeeded: false));
        Assert.Equal("other", names.Bounded("model-999", succeeded: true));
    }

    [Fact]
    public void LabelledCounter_BeyondItsBound_CountsUnderOther()
    {
        var counter = new LabelledCounter("label");
        for (var i = 0; i < 1000; i++) counter.Add(1, string.Create(CultureInfo.InvariantCulture, $"value-{i}"));

        var series = counter.Measure().ToList();
        Assert.InRange(series.Count, 1, 101);
        Assert.Equal(1000, series.Sum(s => s.Value));
    }
}
