using System.Diagnostics;
using System.Net;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Diagnostics;

/// <summary>One request trace: the client's, the gateway's server span, the provider call with OpenTelemetry's names for generative AI.</summary>
public sealed class ProviderSpanTests
{
    [Fact]
    public async Task Request_Traced_ShowsTheProviderCallByTheConventions()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var spans = new CapturedSpans();
        await SendAsync(gateway, spans, Requests.Anthropic(model: "claude-haiku-4-5-cached"));

        var server = await spans.SingleAsync(ActivityKind.Server);
        var call = await spans.SingleAsync(ActivityKind.Client);
        Assert.Equal(spans.ClientSpan, server.ParentSpanId);
        Assert.Equal(server.SpanId, call.ParentSpanId);
        Assert.Equal("chat claude-haiku-4-5-cached", call.DisplayName);
        Assert.Equal("chat", call.GetTagItem("gen_ai.operation.name"));
        Assert.Equal("anthropic", call.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("claude-haiku-4-5-cached", call.GetTagItem("gen_ai.request.model"));
        Assert.NotNull(call.GetTagItem("gen_ai.response.model"));
        Assert.Equal(31L + 2048 + 512, call.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(17L, call.GetTagItem("gen_ai.usage.output_tokens"));
        Assert.Equal(2048L, call.GetTagItem("gen_ai.usage.cache_read.input_tokens"));
        Assert.Equal(512L, call.GetTagItem("gen_ai.usage.cache_creation.input_tokens"));
        Assert.Equal(["end_turn"], Assert.IsType<string[]>(call.GetTagItem("gen_ai.response.finish_reasons")));
        Assert.Equal(gateway.Upstream.Anthropic.Host, call.GetTagItem("server.address"));
        Assert.Equal(gateway.Upstream.Anthropic.Port, call.GetTagItem("server.port"));
        Assert.Equal(200, call.GetTagItem("http.response.status_code"));
        Assert.Null(call.GetTagItem("error.type"));
        Assert.True(call.StartTimeUtc >= server.StartTimeUtc.AddMilliseconds(-2) && call.StartTimeUtc + call.Duration <= server.StartTimeUtc + server.Duration + TimeSpan.FromMilliseconds(2));
    }

    [Fact]
    public async Task Request_Traced_ShowsOnItsServerSpanWhatTheCompilerDid()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("Hello", "Hi");
        using var spans = new CapturedSpans();
        using var response = await SendAsync(gateway, spans, Requests.OpenAIChat());

        var server = await spans.SingleAsync(ActivityKind.Server);
        Assert.Equal(100, server.GetTagItem("tokenpak.tokens.before"));
        Assert.Equal(95, server.GetTagItem("tokenpak.tokens.after"));
        Assert.Equal("full", server.GetTagItem("tokenpak.mode"));
        Assert.Equal(response.Headers.GetValues("x-tokenpak-request-id").Single(), server.GetTagItem("tokenpak.request.id"));
        Assert.Contains("scope tokenpak.request.id:" + server.GetTagItem("tokenpak.request.id"), gateway.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_CompressedStream_HasItsUsageOnTheSpanAllTheSame()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var rule = gateway.Upstream.Always(new Behavior { ContentEncoding = "gzip", Usage = new UpstreamUsage { Uncached = 11, Output = 5 } });
        using var spans = new CapturedSpans();
        await SendAsync(gateway, spans, Requests.OpenAIChat(stream: true, extra: ",\"stream_options\":{\"include_usage\":true}"));

        var call = await spans.SingleAsync(ActivityKind.Client);
        Assert.Equal(11L, call.GetTagItem("gen_ai.usage.input_tokens"));
        Assert.Equal(5L, call.GetTagItem("gen_ai.usage.output_tokens"));
    }

    [Theory]
    [InlineData("gpt-4o-error-429", "429")]
    [InlineData("gpt-4o-error-503", "503")]
    public async Task Provider_ThatFails_LeavesAnErrorWithoutItsWordsAndAnUnknownModelOutOfTheName(string model, string error)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var spans = new CapturedSpans();
        await SendAsync(gateway, spans, Requests.OpenAIChat(model, stream: true));

        var call = await spans.SingleAsync(ActivityKind.Client);
        Assert.Equal(ActivityStatusCode.Error, call.Status);
        Assert.Null(call.StatusDescription);
        Assert.Equal(error, call.GetTagItem("error.type"));
        Assert.Equal("chat", call.DisplayName);
        Assert.Equal(model, call.GetTagItem("gen_ai.request.model"));
    }

    [Fact]
    public async Task Request_Refused_HasNoProviderCall()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var spans = new CapturedSpans();
        var request = Requests.OpenAIChat();
        request.Headers.Add("x-tokenpak-mode", "fastest");
        using var response = await SendAsync(gateway, spans, request);

        var server = await spans.SingleAsync(ActivityKind.Server);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_mode", server.GetTagItem("error.type"));
        Assert.Equal("Rejected", server.GetTagItem("tokenpak.outcome"));
    }

    [Fact]
    public async Task Baggage_OfAClient_IsNotReadAndNothingOfTheTraceReachesTheProvider()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var spans = new CapturedSpans();
        var request = Requests.OpenAIChat();
        request.Headers.TryAddWithoutValidation("baggage", "tenant=someone-else");
        request.Headers.TryAddWithoutValidation("tracestate", "vendor=1");
        await SendAsync(gateway, spans, request);

        Assert.Empty((await spans.SingleAsync(ActivityKind.Server)).Baggage);
        var sent = Assert.Single(gateway.Upstream.Requests.All);
        Assert.All(new[] { "traceparent", "tracestate", "baggage", "Request-Id", "Correlation-Context" }, name => Assert.Null(sent.Header(name)));
    }

    private static async Task<HttpResponseMessage> SendAsync(GatewayHost gateway, CapturedSpans spans, HttpRequestMessage request)
    {
        spans.Attach(request);
        return await gateway.Client.SendAsync(request).InTimeAsync();
    }
}
