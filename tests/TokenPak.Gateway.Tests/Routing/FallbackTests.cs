using System.Net;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Routing;

/// <summary>A rule's fallbacks take over before the first byte, and credentials stay with the host they are for.</summary>
public sealed class FallbackTests : IAsyncLifetime
{
    private static readonly Behavior Overloaded = new() { Error = new ApiError(529, "Overloaded") };

    private FakeUpstream _second = null!;

    public async ValueTask InitializeAsync() => _second = await FakeUpstream.StartAsync();

    public ValueTask DisposeAsync() => _second.DisposeAsync();

    [Theory]
    [InlineData(529, "full", false)]
    [InlineData(429, "off", true)]
    [InlineData(500, "full", true)]
    public async Task Upstream_ThatTurnsDown_IsLeftForTheNext(int status, string mode, bool stream)
    {
        await using var gateway = await StartAsync(("Upstreams:spare:ApiKey", "sk-ant-api03-spare"));
        using var rule = gateway.Upstream.Always(new Behavior { Error = new ApiError(status, "No"), RetryAfterSeconds = 0 });
        using var request = Requests.Anthropic(stream: stream);
        request.Headers.Add("x-tokenpak-mode", mode);
        using var response = await gateway.Client.SendAsync(request).InTimeAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("spare", response.Headers.GetValues("x-tokenpak-upstream").Single());
        var first = Assert.Single(gateway.Upstream.Requests.All);
        var second = Assert.Single(_second.Requests.All);
        Assert.Equal(first.Text, second.Text);
        Assert.Equal((Requests.AnthropicKey, "sk-ant-api03-spare"), (first.Header("x-api-key"), second.Header("x-api-key")));
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal((200, "spare"), (completed.StatusCode, completed.Route?.Upstream));
        Assert.Equal([$"anthropic: {status}"], completed.Route?.Left);
        Assert.Equal((RequestOutcome.Completed, "anthropic", 0), (completed.Outcome, completed.Provider, completed.UpstreamRetries));
    }

    [Fact]
    public async Task Credentials_DoNotFollowToAnotherHost()
    {
        await using var gateway = await StartAsync();
        using var rule = gateway.Upstream.Always(Overloaded);
        using var request = Requests.Anthropic();
        request.Headers.Add("Authorization", "Bearer secret-1");
        request.Headers.Add("Cookie", "session=secret-2");
        request.RequestUri = new Uri("/v1/messages?beta=true&key=secret-3", UriKind.Relative);
        (await gateway.Client.SendAsync(request).InTimeAsync()).Dispose();

        var first = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal((Requests.AnthropicKey, "/v1/messages?beta=true&key=secret-3"), (first.Header("x-api-key"), first.RawTarget));
        var second = Assert.Single(_second.Requests.All);
        Assert.Equal("/v1/messages?beta=true", second.RawTarget);
        Assert.Equal("2023-06-01", second.Header("anthropic-version"));
        Assert.All(second.Headers, header => Assert.DoesNotContain("secret", header.Value, StringComparison.Ordinal));
        Assert.All(second.Headers, header => Assert.DoesNotContain(Requests.AnthropicKey, header.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task SetUpstream_OnAnotherHost_DoesNotGetTheCredentialEither()
    {
        await using var gateway = await StartAsync(("Router:Rules:0:Set:Upstream", "spare"), ("Upstreams:spare:Provider", "openai"), ("Router:Rules:0:Match:Provider", "openai"), ("Upstreams:spare:BaseUrl", _second.OpenAI.AbsoluteUri), ("Router:Rules:0:Fallback:0", null));
        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();
        Assert.Empty(gateway.Upstream.Requests.All);
        Assert.Null(Assert.Single(_second.Requests.All).Header("authorization"));
    }

    [Fact]
    public async Task Upstream_ThatCannotBeConnectedTo_IsLeftEvenForABodyThatPassesThrough()
    {
        await using var gateway = await StartAsync(("Upstreams:anthropic:BaseUrl", "http://127.0.0.1:1"), ("Upstreams:spare:ApiKey", "sk-ant-api03-spare"), ("CompileMaxBytes", "1024"));
        using var request = Requests.Anthropic($$"""{"model":"claude-haiku-4-5","max_tokens":64,"messages":[{"role":"user","content":"{{new string('x', 4000)}}"}]}""");
        using var response = await gateway.Client.SendAsync(request).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["anthropic: connection"], (await gateway.Events.SingleAsync()).Route?.Left);
    }

    [Fact]
    public async Task Upstream_WithAnOpenBreaker_IsPassedOver()
    {
        await using var gateway = await StartAsync(("CircuitBreaker:MinimumRequests", "2"), ("CircuitBreaker:BreakSeconds", "300"), ("Upstreams:spare:ApiKey", "sk-ant-api03-spare"));
        using var metrics = new CapturedMetrics(gateway);
        using (gateway.Upstream.Always(Overloaded))
        {
            for (var i = 0; i < 2; i++) (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        }

        using var response = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal((HttpStatusCode.OK, "spare"), (response.StatusCode, response.Headers.GetValues("x-tokenpak-upstream").Single()));
        Assert.Equal(2, gateway.Upstream.Requests.All.Count);
        await Eventually.HoldsAsync(() => gateway.Events.All.Count == 3, "the events");
        Assert.Contains(gateway.Events.All, e => e.Route?.Left is ["anthropic: circuit_open"]);

        using (_second.Always(Overloaded))
        {
            for (var i = 0; i < 4; i++) (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        }

        using var refused = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Contains("circuit_open", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(2, metrics.Collect("tokenpak.fallbacks").Single(m => m.Tags["tokenpak.fallback.reason"] is "529").Value);
    }

    [Fact]
    public async Task Upstreams_ThatAllTurnDown_GiveTheLastAnswer()
    {
        await using var gateway = await StartAsync(("Upstreams:spare:ApiKey", "sk-ant-api03-spare"));
        using var first = gateway.Upstream.Always(Overloaded);
        using var second = _second.Always(new Behavior { Error = new ApiError(500, "the second one") });
        using var response = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Contains("the second one", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_That4xx_IsPassedOn()
    {
        await using var gateway = await StartAsync();
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(model: "claude-error-400")).InTimeAsync();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Empty(_second.Requests.All);
    }

    [Theory]
    [InlineData("anthropic", "secret-own")]
    [InlineData("openai", "Bearer secret-own")]
    [InlineData("google", "secret-own")]
    public async Task Upstream_WithItsOwnCredential_GetsThatAlone(string provider, string sent)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { [$"TokenPak:Upstreams:{provider}:ApiKey"] = "secret-own" });
        using var request = provider switch { "anthropic" => Requests.Anthropic(), "openai" => Requests.OpenAIChat(), _ => Requests.Google("/v1beta/models/gemini-2.5-flash:generateContent?key=AIzaClients") };
        using var response = await gateway.Client.SendAsync(request).InTimeAsync();
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(sent, seen.Header(provider switch { "anthropic" => "x-api-key", "openai" => "authorization", _ => "x-goog-api-key" }));
        Assert.DoesNotContain("AIza", seen.RawTarget, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-own", await gateway.Client.GetStringAsync(new Uri("/stats/configuration", UriKind.Relative)), StringComparison.Ordinal);
        Assert.DoesNotContain("secret-own", gateway.Logs.Text, StringComparison.Ordinal);
    }

    private Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var all = RouterTests.Rule("eu", ("Match:Provider", "anthropic"), ("Fallback:0", "spare"));
        all["TokenPak:Upstreams:spare:Provider"] = "anthropic";
        all["TokenPak:Upstreams:spare:BaseUrl"] = _second.Anthropic.AbsoluteUri;
        foreach (var (key, value) in settings)
        {
            if (value is null) all.Remove($"TokenPak:{key}");
            else all[$"TokenPak:{key}"] = value;
        }

        return GatewayHost.StartAsync(all);
    }
}
