using System.Globalization;
using System.Net;
using System.Text.Json;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Breakers;

/// <summary>A provider that fails is left alone, and the caller told so in its own dialect.</summary>
public sealed class BreakerTests
{
    private static readonly Dictionary<string, string?> Quick = new()
    {
        ["TokenPak:CircuitBreaker:MinimumRequests"] = "3",
        ["TokenPak:CircuitBreaker:BreakSeconds"] = "300",

        // Each try of a request counts.
        ["TokenPak:Retry:MaxRetries"] = "0",
    };

    public static TheoryData<string, string> Dialects() => new()
    {
        { "anthropic", "\"type\":\"error\"" },
        { "openai", "\"param\":null" },
        { "google", "\"status\":\"UNAVAILABLE\"" },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Upstream_FailingOverAndOver_IsLeftAlone(string provider, string envelope)
    {
        await using var gateway = await GatewayHost.StartAsync(Quick);
        using (gateway.Upstream.Always(new Behavior { Error = new ApiError(500, "Internal server error") }))
        {
            for (var i = 0; i < 3; i++)
            {
                using var failed = await gateway.Client.SendAsync(Request(provider)).InTimeAsync();
                Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
            }
        }

        using var response = await gateway.Client.SendAsync(Request(provider)).InTimeAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 300);
        var text = await response.Content.ReadAsStringAsync();
        Assert.Contains("circuit_open", text, StringComparison.Ordinal);
        Assert.Contains(envelope, text, StringComparison.Ordinal);
        Assert.Equal(3, gateway.Upstream.Requests.All.Count);

        // The others still answer.
        using var other = await gateway.Client.SendAsync(provider == "openai" ? Requests.Anthropic() : Requests.OpenAIChat()).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        await Eventually.HoldsAsync(() => gateway.Events.All.Count == 5, "the events");
        Assert.Contains(gateway.Events.All, e => e is { ErrorType: "circuit_open", Outcome: RequestOutcome.Rejected, StatusCode: 503 });
    }

    [Fact]
    public async Task OpenBreaker_IsInHealthAndMetrics()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(Quick) { ["TokenPak:Upstreams:anthropic:BaseUrl"] = "http://127.0.0.1:1" });
        using var metrics = new CapturedMetrics(gateway);
        for (var i = 0; i < 4; i++) (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();

        using var health = JsonDocument.Parse(await gateway.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        Assert.Equal(["anthropic"], health.RootElement.GetProperty("degraded").EnumerateArray().Select(e => e.GetString()));
        var breaker = health.RootElement.GetProperty("circuit_breakers").GetProperty("anthropic");
        Assert.True(breaker.GetProperty("open").GetBoolean());
        Assert.Equal(("open", 3, 1), (breaker.GetProperty("state").GetString(), breaker.GetProperty("failures").GetInt32(), breaker.GetProperty("rejections").GetInt32()));
        Assert.InRange(breaker.GetProperty("retry_after_seconds").GetDouble(), 1, 300);
        Assert.Equal("closed", health.RootElement.GetProperty("circuit_breakers").GetProperty("openai").GetProperty("state").GetString());

        Assert.Equal(2, Assert.Single(metrics.Collect("tokenpak.circuit_breaker.state"), m => m.Tags["tokenpak.upstream"] is "anthropic").Value);
        var text = await gateway.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        foreach (var (name, value) in new[] { ("state", 2), ("openings_total", 1), ("failures_total", 3), ("rejections_total", 1) })
        {
            Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"\ntokenpak_circuit_breaker_{name}{{tokenpak_upstream=\"anthropic\"}} {value}\n"), text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Upstream_AnsweringAgain_IsUsedAgain()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(Quick) { ["TokenPak:CircuitBreaker:BreakSeconds"] = "0.5" });
        using (gateway.Upstream.Always(new Behavior { Error = new ApiError(503, "Overloaded") }))
        {
            for (var i = 0; i < 3; i++) (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        }

        await Eventually.HoldsAsync(async () =>
        {
            using var response = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
            return response.StatusCode == HttpStatusCode.OK;
        }, "the breaker to close");
        Assert.Contains("answers again", gateway.Logs.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientThatLeaves_WhileItsRequestIsTheTry_LeavesTheNextToTry()
    {
        const string Failing = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 2\r\n\r\n{}";
        const string Good = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
        await using var provider = new RawProvider(Failing, Failing, Failing, "", Good);
        var settings = new Dictionary<string, string?>(Quick) { ["TokenPak:CircuitBreaker:BreakSeconds"] = "0.5", ["TokenPak:Upstreams:anthropic:BaseUrl"] = provider.Address };
        await using var gateway = await GatewayHost.StartAsync(settings, withUpstream: false);
        for (var i = 0; i < 3; i++) (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        await Eventually.HoldsAsync(async () => await StateAsync(gateway) == "half_open", "the breaker to let one through");

        using var leaving = new CancellationTokenSource();
        var left = gateway.Client.SendAsync(Requests.Anthropic(), leaving.Token);
        await Eventually.HoldsAsync(() => provider.Requests == 4, "the try to reach the provider");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        await Eventually.HoldsAsync(() => gateway.Events.All.Any(e => e.Outcome == RequestOutcome.ClientCancelled), "the gateway to notice");

        Assert.Equal("half_open", await StateAsync(gateway));
        using var next = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal("closed", await StateAsync(gateway));
    }

    [Fact]
    public async Task ClientErrors_AndStreamsThatBreakOff_DoNotOpen()
    {
        await using var gateway = await GatewayHost.StartAsync(Quick);
        foreach (var model in new[] { "claude-error-429", "claude-error-400", "claude-error-404", "claude-dies", "claude-error-401", "claude-dies" })
        {
            try
            {
                using var response = await gateway.Client.SendAsync(Requests.Anthropic(model: model, stream: true)).InTimeAsync();
            }
            catch (HttpRequestException)
            {
                // The stream broke off, as it does without TokenPak.
            }
        }

        using var good = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task Clients_ThatLeaveWhileSending_DoNotOpen()
    {
        await using var gateway = await GatewayHost.StartAsync(Quick);
        for (var i = 0; i < 4; i++)
        {
            using var connection = await RawConnection.OpenAsync(gateway.Address);
            await connection.SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nx-tokenpak-mode: off\r\nx-api-key: k\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{{\"mod\r\n");
            await connection.SendAsync("zzz\r\n");
            Assert.Contains("400", await connection.ReadUntilAsync("\r\n"), StringComparison.Ordinal);
        }

        using var good = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
    }

    [Fact]
    public async Task Breakers_SwitchedOff_ArePassedBy()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(Quick) { ["TokenPak:CircuitBreaker:Enabled"] = "false" });
        for (var i = 0; i < 5; i++)
        {
            using var response = await gateway.Client.SendAsync(Requests.Anthropic(model: "claude-error-500")).InTimeAsync();
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        }
    }

    private static async Task<string?> StateAsync(GatewayHost gateway)
    {
        using var health = JsonDocument.Parse(await gateway.Client.GetStringAsync(new Uri("/health", UriKind.Relative)).InTimeAsync());
        return health.RootElement.GetProperty("circuit_breakers").GetProperty("anthropic").GetProperty("state").GetString();
    }

    private static HttpRequestMessage Request(string provider) => provider switch
    {
        "anthropic" => Requests.Anthropic(),
        "openai" => Requests.OpenAIChat(),
        _ => Requests.Google(),
    };
}
