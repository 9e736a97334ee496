using System.Net;
using System.Security.Cryptography;
using System.Text;
using TokenPak.Gateway.Protection;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Protection;

public sealed class GuardTests
{
    private const string Token = "admin-token-canary";
    private const string Key = "tp-key-canary";

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("proxy.example.com", HttpStatusCode.OK)]
    [InlineData("evil.example.com", HttpStatusCode.Forbidden)]
    [InlineData("10.1.2.3", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    public async Task Host_Unknown_IsRefused(string host, HttpStatusCode status)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:AllowedHosts:0"] = "proxy.example.com" });
        foreach (var path in new[] { "/health", "/v1/models" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = $"{host}:{gateway.Address.Port}" } };
            request.Headers.Add("Authorization", "Bearer " + Requests.OpenAIKey);
            using var response = await gateway.Client.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
        }

        using var probe = new HttpRequestMessage(HttpMethod.Get, "/alive") { Headers = { Host = "anything" } };
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.SendAsync(probe)).StatusCode);
    }

    [Theory]
    [InlineData(null, "application/json", HttpStatusCode.OK)]
    [InlineData("own", "application/json", HttpStatusCode.OK)]
    [InlineData("http://evil.example", "application/json", HttpStatusCode.Forbidden)]
    [InlineData("null", "application/json", HttpStatusCode.Forbidden)]
    [InlineData(null, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(null, "application/jsonx", HttpStatusCode.UnsupportedMediaType)]
    public async Task Post_FromAForeignPage_IsRefused(string? origin, string contentType, HttpStatusCode status)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        foreach (var path in new[] { "/ingest", "/ingest/batch", "/stats/session" })
        {
            using var request = Requests.Post(path, path == "/ingest/batch" ? """[{"model":"m","tokens":1,"cost":0}]""" : """{"model":"m","tokens":1,"cost":0}""");
            request.Content?.Headers.Remove("Content-Type");
            request.Content?.Headers.TryAddWithoutValidation("Content-Type", contentType);
            if (origin is not null) request.Headers.Add("Origin", origin == "own" ? gateway.Address.GetLeftPart(UriPartial.Authority) : origin);
            using var response = await gateway.Client.SendAsync(request);
            Assert.Equal(status, response.StatusCode);
        }
    }

    [Fact]
    public async Task Token_Required_ProtectsDashboardAndStatistics()
    {
        await using var gateway = await Protected();
        foreach (var path in new[] { "/stats", "/stats/last", "/stats/session", "/cache-stats", "/recent", "/recent.csv", "/dashboard", "/dashboard/requests" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, await WithToken(gateway, path, "wrong"));
            Assert.NotEqual(HttpStatusCode.Unauthorized, await WithToken(gateway, path, Token));
        }

        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);
        using var proxied = await gateway.Client.SendAsync(Requests.OpenAIChat());
        Assert.Equal(HttpStatusCode.OK, proxied.StatusCode);
    }

    [Fact]
    public async Task SignIn_WithTheToken_SetsACookieThatOpensTheStatistics()
    {
        await using var gateway = await Protected();
        using var page = new HttpRequestMessage(HttpMethod.Get, "/dashboard") { Headers = { { "Accept", "text/html" } } };
        using var form = await gateway.Client.SendAsync(page);
        Assert.Equal(HttpStatusCode.Unauthorized, form.StatusCode);
        Assert.Contains("<form", await form.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Unauthorized, (await SignIn("wrong")).StatusCode);
        using var signedIn = await SignIn(Token);
        Assert.Equal(HttpStatusCode.SeeOther, signedIn.StatusCode);
        var cookie = signedIn.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Token, cookie, StringComparison.Ordinal);

        var value = cookie.Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await WithCookie(value));
        var flipped = value[..^1] + (value[^1] == '0' ? '1' : '0');
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookie(flipped));
        Assert.Equal(HttpStatusCode.Unauthorized, await WithCookie("tokenpak-admin=zz"));

        // A browser sends its cookies everywhere; a provider must not get this one.
        using var request = Requests.OpenAIChat();
        request.Headers.Add("Cookie", "a=b; " + value + "; c=d");
        request.Headers.Add("X-Admin-Token", Token);
        using var proxied = await gateway.Client.SendAsync(request);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal("a=b; c=d", seen.Header("cookie"));
        Assert.Null(seen.Header("x-admin-token"));

        async Task<HttpResponseMessage> SignIn(string token)
        {
            using var content = new FormUrlEncodedContent([new("token", token)]);
            return await gateway.Client.PostAsync(new Uri("/dashboard/sign-in", UriKind.Relative), content);
        }

        async Task<HttpStatusCode> WithCookie(string cookieValue)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/stats") { Headers = { { "Cookie", cookieValue } } };
            return (await gateway.Client.SendAsync(request)).StatusCode;
        }
    }

    [Fact]
    public async Task Key_SwitchedOn_IsNeededAndNeverShown()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["TokenPak:Keys:0:Id"] = "team-a",
            ["TokenPak:Keys:0:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Key))),
            ["TokenPak:Keys:0:Tenant"] = "acme",
        });
        using var without = await gateway.Client.SendAsync(Requests.OpenAIChat());
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Contains("\"unauthorized\"", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var wrong = Requests.OpenAIChat();
        wrong.Headers.Add("x-tokenpak-key", "guess");
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Client.SendAsync(wrong)).StatusCode);

        using var byHeader = Requests.OpenAIChat();
        byHeader.Headers.Add("x-tokenpak-key", Key);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.SendAsync(byHeader)).StatusCode);

        using var byPath = Requests.OpenAI("""{"model":"gpt-4o","messages":[{"role":"user","content":"x"}]}""", $"/k/{Key}/v1/chat/completions?a=%2F");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Client.SendAsync(byPath)).StatusCode);

        var seen = gateway.Upstream.Requests.All;
        Assert.Equal(2, seen.Count);
        Assert.Null(seen[0].Header("x-tokenpak-key"));
        Assert.Equal("/v1/chat/completions?a=%2F", seen[1].RawTarget);
        await TestKit.Waiting.Eventually.HoldsAsync(() => gateway.Events.All.Count == 2, "the events");
        Assert.All(gateway.Events.All, e => Assert.Equal(("team-a", "acme", "/v1/chat/completions"), (e.KeyId, e.Tenant, e.Endpoint)));
    }

    [Fact]
    public async Task Listening_BeyondLoopback_WithoutCredentials_DoesNotStart()
    {
        var failure = await Assert.ThrowsAnyAsync<InvalidOperationException>(() => GatewayHost.StartAsync(withUpstream: false, url: "http://0.0.0.0:0"));
        Assert.Contains("beyond loopback", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listening_BeyondLoopback_EveryPathNeedsACredential()
    {
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["TokenPak:ProxyAuthToken"] = Key, ["TokenPak:AdminToken"] = Token }, url: "http://0.0.0.0:0");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.Address.Port}") };
        foreach (var path in new[] { "/health", "/stats", "/", "/v1/models", "/dashboard", "/nothing" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(new Uri(path, UriKind.Relative))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/alive", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/ready", UriKind.Relative))).StatusCode);
        client.DefaultRequestHeaders.Add("X-Admin-Token", Token);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.SendAsync(Requests.OpenAIChat())).StatusCode);
    }

    [Fact]
    public async Task Listening_BeyondLoopback_Waived_IsOpen()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:AllowAnonymous"] = "true" }, withUpstream: false, url: "http://0.0.0.0:0");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{gateway.Address.Port}") };
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/health", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Token_DemandedButMissing_DoesNotStart() =>
        await Assert.ThrowsAnyAsync<InvalidOperationException>(() => GatewayHost.StartAsync(new Dictionary<string, string?> { ["Dashboard:RequireToken"] = "true" }, withUpstream: false));

    [Theory]
    [InlineData("http://localhost:8766", true)]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://[::1]:8766", true)]
    [InlineData("http://unix:/run/x.sock", true)]
    [InlineData("http://0.0.0.0:80", false)]
    [InlineData("http://[::]:8080", false)]
    [InlineData("http://+:8080", false)]
    [InlineData("http://*:8080", false)]
    [InlineData("http://192.168.1.5:8080", false)]
    public void Address_IsLoopback_OrNot(string address, bool loopback) => Assert.Equal(loopback, Exposure.IsLoopback(address));

    private static Task<GatewayHost> Protected() =>
        GatewayHost.StartAsync(new Dictionary<string, string?> { ["Dashboard:RequireToken"] = "true", ["TokenPak:AdminToken"] = Token });

    private static async Task<HttpStatusCode> WithToken(GatewayHost gateway, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "X-Admin-Token", token } } };
        return (await gateway.Client.SendAsync(request)).StatusCode;
    }
}
