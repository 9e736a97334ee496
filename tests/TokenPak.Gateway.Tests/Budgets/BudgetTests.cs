using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Products;
using TokenPak.TestKit.Servers;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Budgets;

/// <summary>What is spent is counted beside the request path, and refused once a budget is used up.</summary>
public sealed class BudgetTests
{
    private static readonly Behavior Costly = new() { Usage = new UpstreamUsage { Uncached = 80, CacheRead = 10, Output = 10 } };

    [Theory]
    [InlineData("anthropic", "\"type\":\"error\"")]
    [InlineData("openai", "\"param\":null")]
    [InlineData("google", "\"status\":\"RESOURCE_EXHAUSTED\"")]
    public async Task Tokens_OnceUsedUp_AreRefusedInTheCallersDialect(string provider, string envelope)
    {
        await using var gateway = await StartAsync(("Budget:TotalTokens", "100"), ("Budget:Window", "hour"));
        using var rule = gateway.Upstream.Always(Costly);
        (await gateway.Client.SendAsync(Request(provider)).InTimeAsync()).Dispose();
        using var refused = await RefusedAsync(gateway, () => Request(provider));

        Assert.Equal("false", refused.Headers.GetValues("x-should-retry").Single());
        Assert.InRange(refused.Headers.RetryAfter?.Delta?.TotalSeconds ?? 0, 1, 3600);
        var text = await refused.Content.ReadAsStringAsync();
        Assert.Contains("budget_exceeded", text, StringComparison.Ordinal);
        Assert.Contains("100 tokens per hour", text, StringComparison.Ordinal);
        Assert.Contains("It resets at 20", text, StringComparison.Ordinal);
        Assert.Contains(envelope, text, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => gateway.Events.All.Any(e => e is { ErrorType: "budget_exceeded", Outcome: RequestOutcome.Rejected }), "the event");

        // What costs nothing still passes.
        using var models = await gateway.Client.GetAsync(new Uri("/v1/models", UriKind.Relative)).InTimeAsync();
        Assert.NotEqual(HttpStatusCode.TooManyRequests, models.StatusCode);
        using var health = JsonDocument.Parse(await gateway.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        var budget = health.RootElement.GetProperty("budget");
        Assert.Equal((true, 100, "hour"), (budget.GetProperty("enabled").GetBoolean(), budget.GetProperty("total_tokens").GetInt64(), budget.GetProperty("window").GetString()));
        Assert.True(budget.GetProperty("used_tokens").GetInt64() >= 100);
    }

    [Fact]
    public async Task Budget_NearlyUsedUp_WarnsByHeaderAndEvent()
    {
        await using var gateway = await StartAsync(("Budget:Total:TokensPerDay", "120"));
        using var rule = gateway.Upstream.Always(Costly);
        (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        var warning = await Eventually.GetAsync(async () =>
        {
            if (await UsedAsync(gateway) < 100) return null;
            using var response = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
            return response.Headers.GetValues("x-tokenpak-budget-warning").Single();
        }, "the first request to be charged");

        Assert.StartsWith("83 % of 120 tokens per day for all requests; resets 20", warning, StringComparison.Ordinal);
        await Eventually.HoldsAsync(() => gateway.Events.All.Any(e => e.BudgetWarning == warning), "the event");
    }

    [Fact]
    public async Task Dollars_ArePricedByTelemetry()
    {
        await using var gateway = await StartAsync(("Budget:Total:DollarsPerDay", "0.5"));
        gateway.Statistics.Price = 0.5m;
        using var rule = gateway.Upstream.Always(Costly);
        (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        using var refused = await RefusedAsync(gateway, () => Requests.Anthropic());
        Assert.Contains("$0.5 per day", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Prices_Away_FailOpenOrClosed_AndAreMadeUpFor(bool closed)
    {
        await using var gateway = await StartAsync(("Budget:Total:DollarsPerDay", "0.5"), ("Budget:FailClosed", closed ? "true" : "false"));
        gateway.Statistics.Price = 0.5m;
        gateway.Statistics.IsAway = true;
        using var rule = gateway.Upstream.Always(Costly);
        (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        await Eventually.HoldsAsync(() => gateway.Logs.Text.Contains("Telemetry does not price", StringComparison.Ordinal), "the outage to be noticed");
        using var response = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(closed ? HttpStatusCode.ServiceUnavailable : HttpStatusCode.OK, response.StatusCode);
        if (closed) Assert.Contains("budget_unavailable", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        gateway.Statistics.IsAway = false;
        (await RefusedAsync(gateway, () => Requests.Anthropic())).Dispose();
    }

    [Fact]
    public async Task Keys_AndSessions_HaveTheirOwn()
    {
        await using var gateway = await StartAsync(
            ("Budget:Session:TokensPerHour", "100"), ("Budget:Key:TokensPerHour", "250"), ("Keys:1:Budget:TokensPerDay", "50"),
            ("Keys:0:Id", "one"), ("Keys:0:Sha256", Hash("one")), ("Keys:1:Id", "two"), ("Keys:1:Sha256", Hash("two")));
        using var rule = gateway.Upstream.Always(Costly);
        HttpRequestMessage From(string key, string session)
        {
            var request = Requests.Anthropic();
            request.Headers.Add("x-tokenpak-key", key);
            request.Headers.Add("x-tokenpak-session", session);
            return request;
        }

        (await gateway.Client.SendAsync(From("one", "a")).InTimeAsync()).Dispose();
        using (var session = await RefusedAsync(gateway, () => From("one", "a"))) Assert.Contains("this session", await session.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        (await gateway.Client.SendAsync(From("two", "b")).InTimeAsync()).Dispose();
        using (var key = await RefusedAsync(gateway, () => From("two", Guid.NewGuid().ToString()))) Assert.Contains("key two", await key.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var other = await gateway.Client.SendAsync(From("one", "d")).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Session_ThatTheBodyNames_IsHeldToItsBudget()
    {
        await using var gateway = await StartAsync(("Budget:Session:TokensPerHour", "100"));
        using var rule = gateway.Upstream.Always(Costly);
        static HttpRequestMessage From(string user) => Requests.Anthropic($$"""{"model":"claude-haiku-4-5","max_tokens":64,"metadata":{"user_id":"{{user}}"},"messages":[{"role":"user","content":"Hello"}]}""");
        (await gateway.Client.SendAsync(From("ann")).InTimeAsync()).Dispose();
        (await RefusedAsync(gateway, () => From("ann"))).Dispose();
        using var other = await gateway.Client.SendAsync(From("ben")).InTimeAsync();
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Counts_SurviveARestart()
    {
        using var folder = new TemporaryFolder();
        await using (var gateway = await StartAsync(("Budget:TotalTokens", "100"), ("DataPath", folder.Path)))
        {
            using var rule = gateway.Upstream.Always(Costly);
            (await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
            await gateway.Events.SingleAsync();
            await gateway.StopAsync();
        }

        await using var next = await StartAsync(("Budget:TotalTokens", "100"), ("DataPath", folder.Path));
        using var refused = await next.Client.SendAsync(Requests.Anthropic()).InTimeAsync();
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Replicas_ShareThemThroughRedis_AndHoldWhenItGoes()
    {
        await using var redis = await RedisServer.StartAsync();
        (string, string?)[] shared = [("Budget:TotalTokens", "200"), ("ConnectionStrings:cache", redis.ConnectionString)];
        await using var one = await StartAsync(shared);
        await using var two = await StartAsync(shared);
        using var first = one.Upstream.Always(Costly);
        using var second = two.Upstream.Always(Costly);
        (await one.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        await Eventually.HoldsAsync(async () => await UsedAsync(two) == 100, "the other replica to know");
        (await two.Client.SendAsync(Requests.Anthropic()).InTimeAsync()).Dispose();
        (await RefusedAsync(one, () => Requests.Anthropic())).Dispose();
        (await RefusedAsync(two, () => Requests.Anthropic())).Dispose();

        await redis.KillAsync();
        await Eventually.HoldsAsync(() => two.Logs.Text.Contains("Budgets cannot be stored", StringComparison.Ordinal), "the outage to be noticed");
        (await RefusedAsync(two, () => Requests.Anthropic())).Dispose();

        // Its data is gone; whoever starts now learns the counts from those who knew them.
        await redis.RestartAsync();
        await using var three = await StartAsync(shared);
        await Eventually.HoldsAsync(async () => await UsedAsync(three) >= 200, "the new replica to know");
    }

    [Theory]
    [InlineData("Budget:Total:TokensPerDay", "0")]
    [InlineData("Budget:Window", "week")]
    [InlineData("Publishing:Enabled", "false")]
    public async Task Budget_ThatCannotBe_StopsTheStart(string key, string value) =>
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(("Budget:TotalTokens", "100"), (key, value)));

    private static async Task<HttpResponseMessage> RefusedAsync(GatewayHost gateway, Func<HttpRequestMessage> request) => await Eventually.GetAsync(async () =>
    {
        var response = await gateway.Client.SendAsync(request()).InTimeAsync();
        if (response.StatusCode == HttpStatusCode.TooManyRequests) return response;
        response.Dispose();
        return null;
    }, "the budget to be used up");

    private static async Task<long> UsedAsync(GatewayHost gateway)
    {
        using var health = JsonDocument.Parse(await gateway.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        return health.RootElement.GetProperty("budget").GetProperty("used_tokens").GetInt64();
    }

    private static Task<GatewayHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        // Nothing is written to the user's own folder.
        var all = new Dictionary<string, string?> { ["TokenPak:DataPath"] = Path.Combine(Path.GetTempPath(), $"tokenpak-test-{Guid.NewGuid():N}") };
        foreach (var (key, value) in settings) all[key.StartsWith("ConnectionStrings", StringComparison.Ordinal) ? key : $"TokenPak:{key}"] = value;
        return GatewayHost.StartAsync(all);
    }

    private static HttpRequestMessage Request(string provider) => provider switch
    {
        "anthropic" => Requests.Anthropic(),
        "openai" => Requests.OpenAIChat(),
        _ => Requests.Google(),
    };

    private static string Hash(string key) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
