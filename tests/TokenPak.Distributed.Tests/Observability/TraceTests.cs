using TokenPak.TestKit.Otlp;

namespace TokenPak.Distributed.Tests.Observability;

/// <summary>What the services export over OTLP, as a receiver sees it: one trace for a request, linked to what became of its event.</summary>
public sealed class TraceTests(TracedProduct traced) : IClassFixture<TracedProduct>
{
    private const string Gateway = "TokenPak.Gateway";
    private const string Compiler = "TokenPak.Compiler";
    private const string Telemetry = "TokenPak.Telemetry";

    [Fact]
    public async Task Request_OverAllServices_IsOneTrace()
    {
        var (trace, client) = await traced.SendAsync();
        await SeenAsync(() => Of(trace).Count(s => s.Kind == OtlpSpanKind.Server) == 2 && Of(trace).Exists(s => s.Attributes.ContainsKey("gen_ai.operation.name")), "the spans of the request");
        var spans = Of(trace);

        var server = Assert.Single(spans, s => s is { Service: Gateway, Kind: OtlpSpanKind.Server });
        Assert.Equal(client, server.ParentSpanId);
        Assert.Equal("full", server["tokenpak.mode"]);
        Assert.True(int.Parse(server["tokenpak.tokens.after"], System.Globalization.CultureInfo.InvariantCulture) < int.Parse(server["tokenpak.tokens.before"], System.Globalization.CultureInfo.InvariantCulture));

        var call = Assert.Single(spans, s => s is { Service: Gateway, Kind: OtlpSpanKind.Client, Source: "System.Net.Http" });
        Assert.Equal(server.SpanId, call.ParentSpanId);
        var compilerServer = Assert.Single(spans, s => s is { Service: Compiler, Kind: OtlpSpanKind.Server });
        Assert.Equal(call.SpanId, compilerServer.ParentSpanId);
        var compile = Assert.Single(spans, s => s is { Service: Compiler, Name: "compile" });
        Assert.Equal(compilerServer.SpanId, compile.ParentSpanId);
        Assert.Equal(compile.SpanId, Assert.Single(spans, s => s is { Service: Compiler, Name: "MGET", Kind: OtlpSpanKind.Client }).ParentSpanId);
        var engine = Assert.Single(spans, s => s is { Service: Compiler, Name: "compress" });
        Assert.Equal(compile.SpanId, engine.ParentSpanId);
        Assert.NotEqual("", engine["tokenpak.cache.misses"]);
        Assert.Contains(engine.Attributes.Keys, key => key.StartsWith("tokenpak.stage.", StringComparison.Ordinal) && key.EndsWith(".tokens.saved", StringComparison.Ordinal));

        var provider = Assert.Single(spans, s => s.Attributes.ContainsKey("gen_ai.operation.name"));
        Assert.Equal((Gateway, OtlpSpanKind.Client, server.SpanId), (provider.Service, provider.Kind, provider.ParentSpanId));
        Assert.Equal("chat " + provider["gen_ai.request.model"], provider.Name);
        Assert.Equal("anthropic", provider["gen_ai.provider.name"]);
        foreach (var name in (string[])["gen_ai.response.model", "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.response.finish_reasons", "server.address"]) Assert.NotEqual("", provider[name]);
        Assert.All(spans, span => Assert.InRange(span.End, span.Start, ulong.MaxValue));
    }

    [Fact]
    public async Task Event_OfARequest_IsPublishedAndStoredInSpansLinkedToIt()
    {
        var (trace, _) = await traced.SendAsync();
        await SeenAsync(() => Linked(trace).Select(s => s.Service).Distinct().Count() == 2, "the spans of publishing and storing");
        var server = Of(trace).Single(s => s is { Service: Gateway, Kind: OtlpSpanKind.Server });

        var publish = Assert.Single(Linked(trace), s => s.Service == Gateway);
        Assert.Equal(OtlpSpanKind.Producer, publish.Kind);
        Assert.NotEqual(trace, publish.TraceId);
        Assert.Contains((trace, server.SpanId), publish.Links);

        var store = Assert.Single(Linked(trace), s => s.Service == Telemetry);
        Assert.Contains((trace, server.SpanId), store.Links);

        // Consuming goes on in the trace of the publishing, as the broker carries it.
        await SeenAsync(() => traced.Otlp.Spans.Any(s => s.Service == Telemetry && s.TraceId == publish.TraceId), "the consumer's span");
    }

    [Fact]
    public async Task Probes_AndProviders_SeeNothingOfTraces()
    {
        await traced.SendAsync();
        foreach (var path in (string[])["/alive", "/ready"])
        {
            using var answer = await traced.Product.Client.GetAsync(new Uri(path, UriKind.Relative)).InTimeAsync(path);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        }

        var (later, _) = await traced.SendAsync();
        await Eventually.HoldsAsync(() => Of(later).Count > 0, "spans that ended after the probes");
        Assert.DoesNotContain(traced.Otlp.Spans, s => s is { Kind: OtlpSpanKind.Server } && s["url.path"] is "/alive" or "/ready");
        Assert.DoesNotContain(traced.Product.Upstream.Requests.All, r => r.Header("traceparent") is not null || r.Header("tracestate") is not null || r.Header("baggage") is not null);
    }

    /// <summary>Waits, and says what was exported instead.</summary>
    private async Task SeenAsync(Func<bool> condition, string what)
    {
        try
        {
            await Eventually.HoldsAsync(condition, what, TimeSpan.FromSeconds(45));
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException(e.Message + "\n" + string.Join('\n', traced.Otlp.Spans.Select(s => $"{s.TraceId} {s.ParentSpanId}>{s.SpanId} {s.Service} {s.Source} {s.Kind} {s.Name} links {string.Join(' ', s.Links)}")), e);
        }
    }

    private List<OtlpSpan> Of(string trace) => [.. traced.Otlp.Spans.Where(s => s.TraceId == trace)];

    private List<OtlpSpan> Linked(string trace) => [.. traced.Otlp.Spans.Where(s => s.Links.Any(l => l.TraceId == trace))];
}
