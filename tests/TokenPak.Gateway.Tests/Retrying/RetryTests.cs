using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Gateway.Diagnostics;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Retrying;

/// <summary>A request is sent again only where nothing of it can have been billed.</summary>
public sealed class RetryTests
{
    [Theory]
    [InlineData(429, false)]
    [InlineData(503, true)]
    public async Task TurnedDown_WithRetryAfter_IsSentAgainWithTheSameBytes(int status, bool stream)
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("Hello", "Hi");
        using var rule = First(gateway, new Behavior { Error = new ApiError(status, "Later"), RetryAfterSeconds = 0 });
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(stream: stream)).InTimeAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("1", response.Headers.GetValues("x-tokenpak-retries").Single());
        Assert.False(response.Headers.Contains("retry-after"));
        var seen = gateway.Upstream.Requests.All;
        Assert.Equal(2, seen.Count);
        Assert.Contains("\"Hi\"", seen[0].Text, StringComparison.Ordinal);
        Assert.Equal(seen[0].Text, seen[1].Text);
        Assert.Equal(1, gateway.Compiler.Calls);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal((200, 1), (completed.StatusCode, completed.UpstreamRetries));
    }

    public static TheoryData<string> NotRetried() => ["by header", "500", "no retry-after", "too late", "x-should-retry", "body passed through", "400"];

    [Theory]
    [MemberData(nameof(NotRetried))]
    public async Task Answer_ThatIsFinal_IsPassedOn(string why)
    {
        await using var gateway = await GatewayHost.StartAsync();
        var behavior = why switch
        {
            "500" => new Behavior { Error = new ApiError(500, "Broken"), RetryAfterSeconds = 0 },
            "400" => new Behavior { Error = new ApiError(400, "No"), RetryAfterSeconds = 0 },
            "no retry-after" => new Behavior { Error = new ApiError(429, "Later") },
            "too late" => new Behavior { Error = new ApiError(429, "Later"), RetryAfterSeconds = 3600 },
            "x-should-retry" => new Behavior { Error = new ApiError(429, "Later"), RetryAfterSeconds = 0, Headers = [new("x-should-retry", "false")] },
            _ => new Behavior { Error = new ApiError(429, "Later"), RetryAfterSeconds = 0 },
        };
        using var rule = gateway.Upstream.Always(behavior);
        using var request = Requests.Anthropic();
        if (why == "by header") request.Headers.Add("x-tokenpak-retry", "off");
        if (why == "body passed through") request.Headers.Add("x-tokenpak-mode", "off");
        using var response = await gateway.Client.SendAsync(request).InTimeAsync();

        Assert.Equal(behavior.Error?.Status, (int)response.StatusCode);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Null(seen.Header("x-tokenpak-retry"));
        Assert.Equal(0, (await gateway.Events.SingleAsync()).UpstreamRetries);
    }

    [Fact]
    public async Task Request_TurnedDownAgainAndAgain_GetsTheLastAnswer()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var rule = gateway.Upstream.Always(new Behavior { Error = new ApiError(429, "Later"), RetryAfterSeconds = 0 });
        using var response = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Contains("rate_limit_error", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("0", response.Headers.GetValues("retry-after").Single());
        Assert.Equal(3, gateway.Upstream.Requests.All.Count);
    }

    [Fact]
    public async Task Retries_BeyondTheirShare_AreNotMade()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Retry:BudgetReserve"] = "3", ["TokenPak:Retry:BudgetRatio"] = "0" });
        using var metrics = new CapturedMetrics(gateway);
        using var rule = gateway.Upstream.Always(new Behavior { Error = new ApiError(429, "Later"), RetryAfterSeconds = 0 });
        for (var i = 0; i < 5; i++) (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();

        Assert.Equal(5 + 3, gateway.Upstream.Requests.All.Count);
        var retries = Assert.Single(metrics.Collect("tokenpak.retries"));
        Assert.Equal((3, "429"), (retries.Value, retries.Tags["tokenpak.retry.reason"]));
        Assert.Contains("tokenpak_retries_total{tokenpak_upstream=\"anthropic\",tokenpak_retry_reason=\"429\"} 3", await gateway.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("off")]
    public async Task Upstream_ThatRefusesTheConnectionAtFirst_IsTriedAgain(string mode)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["TokenPak:Upstreams:anthropic:BaseUrl"] = $"http://{socket.LocalEndPoint}",
            ["TokenPak:Retry:MaxRetries"] = "10",
            ["TokenPak:Retry:DeadlineSeconds"] = "300",
        });
        using var request = Requests.Anthropic();
        request.Headers.Add("x-tokenpak-mode", mode);
        var answer = gateway.Client.SendAsync(request);
        var counters = gateway.Services.GetRequiredService<GatewayCounters>();
        await Eventually.HoldsAsync(() => counters.Retries.Measure().Any(), "a retry");
        socket.Listen();
        using (var accepted = await socket.AcceptAsync().InTimeAsync())
        {
            var buffer = new byte[4096];
            var read = 0;
            while (!Encoding.ASCII.GetString(buffer, 0, read).Contains("Hello", StringComparison.Ordinal)) read += await accepted.ReceiveAsync(buffer.AsMemory(read)).AsTask().InTimeAsync();
            await accepted.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray());
            using var response = await answer.InTimeAsync();
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Connection_NeverComingAbout_IsGivenUp()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Upstreams:anthropic:BaseUrl"] = "http://127.0.0.1:1" });
        using var response = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(2, (await gateway.Events.SingleAsync()).UpstreamRetries);
    }

    private static IDisposable First(GatewayHost gateway, Behavior behavior)
    {
        var asked = 0;
        return gateway.Upstream.When(_ => Interlocked.Increment(ref asked) == 1, behavior);
    }
}
