using System.Net;
using System.Text.Json;
using TokenPak.Contracts.Originals;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Statistics;

public sealed class StatisticsApiTests
{
    [Theory]
    [InlineData("aggressive", true, true)]
    [InlineData("aggressive", false, false)]
    [InlineData("full", true, false)]
    public async Task Health_Skeleton_IsOnWhereOriginalsCanBeKeptAndTheModeMayLose(string mode, bool keepsOriginals, bool expected)
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Compilation:Mode"] = mode });
        gateway.Compiler.Originals = new OriginalsState { Enabled = keepsOriginals };

        var health = await GetAsync(gateway, "/health");

        Assert.Equal(expected, health.GetProperty("skeleton").GetProperty("enabled").GetBoolean());
        Assert.Equal(keepsOriginals, health.GetProperty("capsule_available").GetBoolean());
    }

    [Fact]
    public async Task Health_HasEveryFieldOfTheReference()
    {
        await using var gateway = await GatewayHost.StartAsync();
        (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose();
        var health = await GetAsync(gateway, "/health");

        Assert.Equal("ok", health.GetProperty("status").GetString());
        Assert.Equal("full", health.GetProperty("compilation_mode").GetString());
        Assert.False(health.GetProperty("vault_index").GetProperty("available").GetBoolean());
        Assert.Equal(JsonValueKind.Null, health.GetProperty("vault_index").GetProperty("blocks").ValueKind);
        Assert.False(health.GetProperty("router").GetProperty("enabled").GetBoolean());
        Assert.False(health.GetProperty("capsule_available").GetBoolean());
        Assert.Equal(2, health.GetProperty("canon").GetProperty("session_hits").GetInt64());
        Assert.False(health.GetProperty("skeleton").GetProperty("enabled").GetBoolean());
        Assert.False(health.GetProperty("budget").GetProperty("enabled").GetBoolean());
        Assert.Equal(JsonValueKind.Null, health.GetProperty("budget").GetProperty("total_tokens").ValueKind);
        Assert.False(health.GetProperty("strict_validation").GetBoolean());
        Assert.Equal(600, health.GetProperty("upstream_timeout_seconds").GetInt32());
        Assert.False(health.GetProperty("circuit_breakers").GetProperty("anthropic").GetProperty("open").GetBoolean());
        Assert.Equal(1, health.GetProperty("stats").GetProperty("requests").GetInt64());
        foreach (var name in new[] { "tokens_saved", "saved_tokens", "input_tokens", "errors", "cache_hits", "cache_misses", "cost_usd" }) Assert.True(health.GetProperty("stats").TryGetProperty(name, out _), name);
        Assert.NotEqual("", health.GetProperty("version").GetString());
        Assert.True(health.GetProperty("uptime_seconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task Health_WithPartsAway_NamesThem()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        gateway.Compiler.IsAway = true;
        gateway.Statistics.IsAway = true;
        var health = await GetAsync(gateway, "/health");
        Assert.Equal("degraded", health.GetProperty("status").GetString());
        Assert.Equal(["compiler", "telemetrydb"], health.GetProperty("degraded").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal(JsonValueKind.Null, health.GetProperty("canon").GetProperty("session_hits").ValueKind);
    }

    [Fact]
    public async Task Stats_AreComposed()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        var stats = await GetAsync(gateway, "/stats");
        Assert.Equal(4, stats.GetProperty("session").GetProperty("requests").GetInt64());
        Assert.Equal(0.5m, stats.GetProperty("today").GetProperty("total_cost").GetDecimal());
        Assert.Equal("full", stats.GetProperty("compilation_mode").GetString());
        Assert.Equal(4, stats.GetProperty("by_model").GetProperty("claude-haiku-4-5").GetProperty("requests").GetInt64());
        Assert.Equal(JsonValueKind.Array, stats.GetProperty("recent").ValueKind);
        Assert.False(stats.GetProperty("router").GetProperty("enabled").GetBoolean());

        var cache = await GetAsync(gateway, "/cache-stats");
        Assert.Equal(0.75, cache.GetProperty("hit_rate").GetDouble());
        Assert.Equal(1, cache.GetProperty("misses").GetInt64());
        Assert.Equal(1, cache.GetProperty("miss_reasons").GetProperty("new").GetInt64());
        Assert.Equal(0.5, cache.GetProperty("provider").GetProperty("hit_rate").GetDouble());
    }

    [Fact]
    public async Task LastRequest_BeforeTheFirst_SaysSo()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        Assert.Equal("no_requests", (await GetAsync(gateway, "/stats/last")).GetProperty("error").GetString());
        gateway.Statistics.Last = new LastRequest { RequestId = Guid.CreateVersion7(), Timestamp = DateTimeOffset.UnixEpoch, TokensSaved = 12 };
        Assert.Equal(12, (await GetAsync(gateway, "/stats/last")).GetProperty("tokens_saved").GetInt64());
    }

    [Theory]
    [InlineData("/stats")]
    [InlineData("/stats/last")]
    [InlineData("/stats/session")]
    [InlineData("/cache-stats")]
    [InlineData("/recent")]
    [InlineData("/recent.csv")]
    public async Task Statistics_WithTelemetryAway_Are503(string path)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        gateway.Statistics.IsAway = true;
        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Session_Posted_IsOpened()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.SendAsync(Requests.Post("/stats/session", "{}"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(1, gateway.Statistics.SessionsStarted);
    }

    [Fact]
    public async Task Recent_WithFilters_PassesThemOn()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        var before = Guid.CreateVersion7();
        await GetAsync(gateway, $"/recent?limit=7&before={before}&model=m%20x&provider=openai&session=s&status=4xx&from=2026-01-01&to=2026-01-02T00:00:00Z");
        Assert.Equal(
            new RecentQuery
            {
                Limit = 7,
                Before = before,
                Model = "m x",
                Provider = "openai",
                Session = "s",
                Status = "4xx",
                From = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero),
                To = new DateTimeOffset(2026, 1, 2, 0, 0, 0, TimeSpan.Zero),
            },
            gateway.Statistics.LastQuery);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=51")]
    [InlineData("limit=ten")]
    [InlineData("before=5")]
    [InlineData("status=9999")]
    [InlineData("from=soon")]
    public async Task Recent_WithABadFilter_Is400(string query)
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        using var response = await gateway.Client.GetAsync(new Uri("/recent?" + query, UriKind.Relative));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Csv_QuotesTextAndDefusesFormulas()
    {
        await using var gateway = await GatewayHost.StartAsync(withUpstream: false);
        gateway.Statistics.Rows.Add(new RequestRow
        {
            Id = Guid.Empty,
            Timestamp = DateTimeOffset.UnixEpoch,
            RequestType = "chat",
            Endpoint = "/v1/messages",
            CompilationMode = "full",
            Model = "a,\"b\"",
            SessionId = "=cmd()",
            Cost = 0.5m,
            LatencyMs = 1.5,
        });
        var lines = (await gateway.Client.GetStringAsync(new Uri("/recent.csv", UriKind.Relative))).Split("\r\n");
        Assert.StartsWith("id,timestamp,provider,model,", lines[0], StringComparison.Ordinal);
        Assert.Contains(",\"a,\"\"b\"\"\",", lines[1], StringComparison.Ordinal);
        Assert.Contains(",'=cmd(),", lines[1], StringComparison.Ordinal);
        Assert.Contains(",0.5,0.5,", lines[1], StringComparison.Ordinal);
    }

    private static async Task<JsonElement> GetAsync(GatewayHost gateway, string path)
    {
        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return json.RootElement.Clone();
    }
}
