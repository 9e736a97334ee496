using System.IO.Compression;
using System.Net;
using System.Text;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;

namespace TokenPak.Gateway.Tests.Proxying;

/// <summary>I1: bytes and headers cross unchanged, both ways.</summary>
public sealed class FidelityTests
{
    [Fact]
    public async Task RequestHeaders_CrossUnchanged_ButForTheListOfI1()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Address);
        const string Body = """{"model":"claude-haiku-4-5","max_tokens":5,"messages":[{"role":"user","content":"Hi"}]}""";
        await connection.SendAsync(
            $"POST /v1/messages?beta=true&x=%2Fa%20b HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nContent-Type: application/json; charset=\"utf-8\"\r\nContent-Length: {Body.Length}\r\n" +
            "x-api-key: sk-ant-api03-k\r\nanthropic-version: 2023-06-01\r\nAccept-Encoding: gzip, br;q=0.5\r\nUser-Agent: odd/1 (x; \xe9)\r\nX-Latin: caf\xe9 \xff\r\nX-Empty:\r\nCookie: a=b; c=d\r\n" +
            "Upgrade-Insecure-Requests: 1\r\nX-Forwarded-For: 10.0.0.1\r\nRequest-Id: mine\r\n" +
            "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: a=b\r\nbaggage: c=d\r\nx-tokenpak-session: s\r\nX-TokenPak-Mode: full\r\nX-Admin-Token: t\r\n" +
            "Connection: X-Hop\r\nX-Hop: gone\r\nKeep-Alive: timeout=5\r\nTE: trailers\r\nProxy-Authorization: Basic x\r\n\r\n" + Body);
        Assert.StartsWith("HTTP/1.1 200", await connection.ReadUntilAsync("\r\n"), StringComparison.Ordinal);

        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal("/v1/messages?beta=true&x=%2Fa%20b", seen.RawTarget);
        Assert.Equal(Body, seen.Text);
        string[] expected =
        [
            "accept-encoding: gzip, br;q=0.5", "anthropic-version: 2023-06-01", "content-length: " + Body.Length, "content-type: application/json; charset=\"utf-8\"", "cookie: a=b; c=d",
            "host: " + gateway.Upstream.Anthropic.Authority, "request-id: mine", "upgrade-insecure-requests: 1", "user-agent: odd/1 (x; \xe9)", "x-api-key: sk-ant-api03-k", "x-empty: ",
            "x-forwarded-for: 10.0.0.1", "x-latin: caf\xe9 \xff",
        ];
        Assert.Equal(expected, seen.Headers.Select(h => $"{h.Key.ToLowerInvariant()}: {h.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("s", (await gateway.Events.SingleAsync()).SessionId);
    }

    [Fact]
    public async Task ResponseHeaders_CrossUnchanged_WithTokenPaksBesideThem()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var rule = gateway.Upstream.Always(new Behavior
        {
            Headers =
            [
                new("Server", "cloudflare"), new("Date", "Tue, 01 Jan 2030 00:00:00 GMT"), new("Server-Timing", "x;dur=1"), new("x-tokenpak-mode", "upstreams-own"),
                new("Retry-After", "3"), new("Alt-Svc", "h3=\":443\""), new("Strict-Transport-Security", "max-age=1"), new("Proxy-Authenticate", "Basic"), new("X-Many", "a"), new("X-Many", "b, c"),
            ],
        });
        using var direct = await new HttpClient { BaseAddress = gateway.Upstream.Anthropic }.SendAsync(Requests.Anthropic());
        using var through = await gateway.Client.SendAsync(Requests.Anthropic());

        string[] own = ["x-tokenpak-request-id", "x-tokenpak-tokens-before", "x-tokenpak-tokens-after"];
        var wanted = Lines(direct);
        var got = Lines(through).Where(line => !own.Contains(line.Split(':')[0])).ToList();
        Assert.True(got.Remove("x-tokenpak-mode: full"));
        Assert.Single(got, line => line.StartsWith("server-timing: tokenpak-compile;dur=", StringComparison.Ordinal));
        got.RemoveAll(line => line.StartsWith("server-timing: tokenpak", StringComparison.Ordinal));
        Assert.Equal(wanted, got);
        Assert.Equal(direct.ReasonPhrase, through.ReasonPhrase);
        Assert.Equal(await direct.Content.ReadAsByteArrayAsync(), await through.Content.ReadAsByteArrayAsync());
    }

    [Theory]
    [InlineData("gpt-4o-error-400", 400)]
    [InlineData("gpt-4o-error-401", 401)]
    [InlineData("gpt-4o-error-404", 404)]
    [InlineData("gpt-4o-error-429", 429)]
    [InlineData("gpt-4o-error-500", 500)]
    [InlineData("gpt-4o-error-529", 529)]
    public async Task Errors_OfTheProvider_CrossWhole(string model, int status)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat(model));

        Assert.Equal(status, (int)response.StatusCode);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(seen.Sent.SelectMany(c => c), await response.Content.ReadAsByteArrayAsync());
        if (status == 429) Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal(status, completed.StatusCode);
        Assert.NotNull(completed.ErrorType);
        Assert.Null(completed.Usage);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Body_EncodedWithSplices_GoesOutPlain(string coding)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("Hello", "Hi");
        using var request = Encoded(coding);
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Null(seen.Header("content-encoding"));
        Assert.Contains("\"content\":\"Hi\"", seen.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Body_EncodedWithoutSplices_GoesOutAsItCame(string coding)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Encoded(coding);
        var sent = await (request.Content ?? throw new InvalidOperationException()).ReadAsByteArrayAsync();
        using var response = await gateway.Client.SendAsync(request);

        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(coding, seen.Header("content-encoding"));
        Assert.Equal(sent, seen.Body);
        Assert.Equal("gpt-4o", (await gateway.Events.SingleAsync()).Model);
    }

    [Theory]
    [InlineData("not gzip at all", "gzip")]
    [InlineData("not zstd at all", "zstd")]
    [InlineData("{}", "compress")]
    public async Task Body_ThatCannotBeDecoded_GoesOutAsItCame(string body, string coding)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Requests.OpenAI(body);
        request.Content?.Headers.ContentEncoding.Add(coding);
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(body, Assert.Single(gateway.Upstream.Requests.All).Text);
        Assert.Equal("encoded", (await gateway.Events.SingleAsync()).BypassReason);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Body_Bomb_IsNotUnpacked(string coding)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:CompileMaxBytes"] = "100000" });
        using var packed = new MemoryStream();
        using (var encoder = Encoder(packed, coding)) encoder.Write(new byte[5_000_000]);
        using var request = Requests.OpenAI("");
        request.Content = new ByteArrayContent(packed.ToArray()) { Headers = { { "Content-Type", "application/json" }, { "Content-Encoding", coding } } };
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(packed.ToArray(), Assert.Single(gateway.Upstream.Requests.All).Body);
        Assert.Equal(0, gateway.Compiler.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheCompileLimit_IsStreamedThrough(bool chunked)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:CompileMaxBytes"] = "100000" });
        var body = $$"""{"model":"gpt-4o","messages":[{"role":"user","content":"{{new string('a', 5_000_000)}}"}]}""";
        using var request = Requests.OpenAI(body);
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(body, Assert.Single(gateway.Upstream.Requests.All).Text);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal("oversized", completed.BypassReason);
        Assert.Equal("gpt-4o", completed.Model);
        Assert.Equal(body.Length, completed.RequestBytes);
        Assert.Equal(0, gateway.Compiler.Calls);
    }

    [Fact]
    public async Task Body_ChunkedWithByteOrderMark_IsCompiledBehindIt()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("Hello", "Hi");
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}"""u8];
        using var request = Requests.Post("/v1/chat/completions", body);
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new("Bearer", Requests.OpenAIKey);
        using var response = await gateway.Client.SendAsync(request);

        byte[] expected = [0xEF, 0xBB, 0xBF, .. """{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}"""u8];
        Assert.Equal(expected, Assert.Single(gateway.Upstream.Requests.All).Body);
        Assert.Equal((byte)'{', gateway.Compiler.LastBody[0]);
    }

    [Fact]
    public async Task Body_ExpectingContinue_IsAskedFor()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Requests.Anthropic();
        request.Headers.ExpectContinue = true;
        using var response = await gateway.Client.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("100-continue", Assert.Single(gateway.Upstream.Requests.All).Header("expect"));
    }

    [Fact]
    public async Task Bearer_WithAnAnthropicKey_BecomesTheKeyHeader()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Requests.Post("/v1/messages", """{"model":"claude-haiku-4-5","messages":[{"role":"user","content":"Hello"}],"max_tokens":100}""");
        request.Headers.Authorization = new("Bearer", Requests.AnthropicKey);
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(Requests.AnthropicKey, seen.Header("x-api-key"));
        Assert.Null(seen.Header("authorization"));
    }

    [Fact]
    public async Task Bearer_OfALogin_StaysABearer()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = Requests.Anthropic();
        request.Headers.Remove("x-api-key");
        request.Headers.Authorization = new("Bearer", "sk-ant-oat01-token");
        request.Headers.Add("anthropic-beta", "oauth-2025-04-20");
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Bearer sk-ant-oat01-token", Assert.Single(gateway.Upstream.Requests.All).Header("authorization"));
        Assert.True((await gateway.Events.SingleAsync()).Subscription);
    }

    [Fact]
    public async Task Get_WithAContentType_KeepsIt()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Address);
        await connection.SendAsync($"GET /v1/models HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nx-api-key: sk-ant-api03-k\r\nanthropic-version: 2023-06-01\r\nContent-Type: application/json\r\nX-Own: 1\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200", await connection.ReadUntilAsync("}]"), StringComparison.Ordinal);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal("application/json", seen.Header("content-type"));
        Assert.Equal("1", seen.Header("x-own"));
    }

    private static HttpRequestMessage Encoded(string coding)
    {
        using var packed = new MemoryStream();
        using (var encoder = Encoder(packed, coding)) encoder.Write(Encoding.UTF8.GetBytes("""{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}"""));
        var request = Requests.OpenAI("");
        request.Content = new ByteArrayContent(packed.ToArray()) { Headers = { { "Content-Type", "application/json" }, { "Content-Encoding", coding } } };
        return request;
    }

    private static Stream Encoder(Stream target, string coding) =>
        coding == "zstd" ? new ZstdSharp.CompressionStream(target) : new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true);

    private static List<string> Lines(HttpResponseMessage response) =>
        [.. response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(h => h.Value.Select(v => $"{h.Key.ToLowerInvariant()}: {v}")).Order(StringComparer.Ordinal)];
}
