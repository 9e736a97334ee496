using System.Net;
using System.Text.Json;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Proxying;

/// <summary>TokenPak's own errors come in the caller's envelope.</summary>
public sealed class RefusalTests
{
    [Theory]
    [InlineData("/v1/messages", "anthropic-version")]
    [InlineData("/v1/chat/completions", "x")]
    [InlineData("/v1beta/models/gemini-2.5-flash:generateContent", "x")]
    public async Task BadMode_IsRefusedInTheCallersEnvelope(string path, string header)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Requests.Post(path, "{}");
        request.Headers.Add(header, "2023-06-01");
        request.Headers.Add("x-tokenpak-mode", "turbo");
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        var error = json.RootElement.GetProperty("error");
        Assert.Equal("invalid_mode", error.GetProperty("type").GetString());
        Assert.NotEqual("", error.GetProperty("message").GetString());
        if (path.StartsWith("/v1/messages", StringComparison.Ordinal)) Assert.Equal("error", json.RootElement.GetProperty("type").GetString());
        if (path.StartsWith("/v1/chat", StringComparison.Ordinal)) Assert.Equal(JsonValueKind.Null, error.GetProperty("param").ValueKind);
        if (path.StartsWith("/v1beta", StringComparison.Ordinal)) Assert.Equal((400, "INVALID_ARGUMENT"), (error.GetProperty("code").GetInt32(), error.GetProperty("status").GetString()));
        Assert.Empty(gateway.Upstream.Requests.All);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal(RequestOutcome.Rejected, completed.Outcome);
        Assert.Equal("invalid_mode", completed.ErrorType);
    }

    [Theory]
    [InlineData("hybrid", "full")]
    [InlineData("STRICT", "off")]
    [InlineData("aggressive", "aggressive")]
    public async Task Mode_ByHeader_IsInForce(string asked, string mode)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Requests.OpenAIChat();
        request.Headers.Add("x-tokenpak-mode", asked);
        using var response = await gateway.Client.SendAsync(request);
        Assert.Equal(mode, response.Headers.GetValues("x-tokenpak-mode").Single());
        Assert.Null(Assert.Single(gateway.Upstream.Requests.All).Header("x-tokenpak-mode"));
    }

    [Theory]
    [InlineData("sk-ant-api03-x", "/v1/embeddings")]
    [InlineData("AIzaSecret", "/v1/chat/completions")]
    public async Task Credential_OfAnotherVendor_DoesNotLeaveForADefaultHost(string key, string path)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.OpenAI("{}", path, key));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("credential_mismatch", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Credential_OfAnyVendor_MayGoToAnOwnServer()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var response = await gateway.Client.SendAsync(Requests.OpenAI("""{"model":"text-embedding-3-small","input":"x"}""", "/v1/embeddings", "AIzaMine"));
        Assert.Equal("openai", Assert.Single(gateway.Upstream.Requests.All).Provider);
    }

    [Fact]
    public async Task Azure_WithoutAnAddress_IsAClearRefusal()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.PostAsync(new Uri("/openai/deployments/x/chat/completions", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("upstream_not_configured", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/whatever", 404, "unknown_provider")]
    [InlineData("/nothing/here", 404, "not_found")]
    [InlineData("/v1/tokenpak/nothing", 404, "not_found")]
    public async Task Path_OfNobody_IsAClearRefusal(string path, int status, string type)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(type, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests.All);
    }

    [Fact]
    public async Task UnknownPath_WithAModelAlone_GoesByTheModel()
    {
        await using var gateway = await GatewayHost.StartAsync();
        const string Body = """{"input":"x","model":"claude-haiku-4-5"}""";
        using var response = await gateway.Client.SendAsync(Requests.Post("/v1/newthing", Body));
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(("anthropic", Body), (seen.Provider, seen.Text));
    }

    [Fact]
    public async Task Upstream_NotListening_Is502()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Upstreams:anthropic:BaseUrl"] = "http://127.0.0.1:1" });
        using var response = await gateway.Client.SendAsync(Requests.Anthropic());
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("upstream_unreachable", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(RequestOutcome.UpstreamUnavailable, (await gateway.Events.SingleAsync()).Outcome);
    }

    [Fact]
    public async Task Upstream_Silent_Is504()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:UpstreamTimeoutSeconds"] = "1" });
        using var gate = new TestKit.Upstream.StreamGate();
        using var rule = gateway.Upstream.Always(new TestKit.Upstream.Behavior { Gate = gate });
        using var response = await gateway.Client.SendAsync(Requests.Anthropic());
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("upstream_timeout", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheHardLimit_Is413(bool chunked)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:RequestMaxBytes"] = "20000", ["TokenPak:CompileMaxBytes"] = "10000" });
        using var request = Requests.Anthropic(new string('x', 60_000));
        request.Headers.TransferEncodingChunked = chunked;
        request.Headers.ExpectContinue = true;
        using var response = await gateway.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("request_too_large", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET http://api.openai.com/v1/models HTTP/1.1\r\nHost: {0}\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("GET http://{0}/v1/models HTTP/1.1\r\nHost: {0}\r\n\r\n", "HTTP/1.1 400")]
    [InlineData("CONNECT api.openai.com:443 HTTP/1.1\r\nHost: api.openai.com:443\r\n\r\n", "HTTP/1.1 40")]
    [InlineData("OPTIONS * HTTP/1.1\r\nHost: {0}\r\n\r\n", "HTTP/1.1 40")]
    [InlineData("GET /v1/models HTTP/1.1\r\nHost: {0}\r\nBad Header: x\r\n\r\n", "HTTP/1.1 400")]
    public async Task Target_OfAForwardProxy_IsNotServed(string request, string expected)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Address);
        await connection.SendAsync(string.Format(System.Globalization.CultureInfo.InvariantCulture, request, gateway.Address.Authority));
        Assert.StartsWith(expected, await connection.ReadUntilAsync("\r\n"), StringComparison.Ordinal);
        Assert.Empty(gateway.Upstream.Requests.All);
    }

    [Fact]
    public async Task Body_ShorterThanAnnounced_IsNotSentOn()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using (var connection = await RawConnection.OpenAsync(gateway.Address))
        {
            await connection.SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nx-api-key: sk-ant-api03-k\r\nContent-Type: application/json\r\nContent-Length: 500\r\nExpect: 100-continue\r\n\r\n");

            // Only once the body is being read; a connection that is closed before is no request at all.
            await connection.ReadUntilAsync("100 Continue");
            await connection.SendAsync("{\"model\":");
        }

        Assert.NotEqual(RequestOutcome.Completed, (await gateway.Events.SingleAsync()).Outcome);
        Assert.DoesNotContain(gateway.Upstream.Requests.All, r => r.BodyComplete);
    }
}
