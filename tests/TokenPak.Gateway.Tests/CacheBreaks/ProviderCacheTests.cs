using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.CacheBreaks;

/// <summary>I8: a turn that another model or upstream answers finds nothing in its cache, and that is told with its cause.</summary>
public sealed class ProviderCacheTests
{
    [Fact]
    public async Task Turn_AtAnotherModel_IsABreakOfTheClients_AndTheWayBackIsNone()
    {
        await using var gateway = await GatewayHost.StartAsync();

        Assert.Equal((0, null), await SendAsync(gateway, "claude-haiku-4-5", turns: 1));
        Assert.Equal((0, null), await SendAsync(gateway, "claude-haiku-4-5", turns: 2));
        Assert.Equal((1, CacheBreakCauses.Model), await SendAsync(gateway, "claude-sonnet-4-5", turns: 3));
        Assert.Equal((0, null), await SendAsync(gateway, "claude-sonnet-4-5", turns: 4));
        Assert.Equal((0, null), await SendAsync(gateway, "claude-haiku-4-5", turns: 5));
        Assert.Contains("tokenpak_cache_breaks_total{tokenpak_cache_break_cause=\"model\"} 1\n", await gateway.Client.GetStringAsync(new Uri("/metrics", UriKind.Relative)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstTurn_AtTwoModels_IsNone()
    {
        await using var gateway = await GatewayHost.StartAsync();

        // A title by a small model, the work by a large one.
        Assert.Equal((0, null), await SendAsync(gateway, "claude-haiku-4-5", turns: 1));
        Assert.Equal((0, null), await SendAsync(gateway, "claude-sonnet-4-5", turns: 1));
        Assert.Equal((0, null), await SendAsync(gateway, "claude-sonnet-4-5", turns: 2));
    }

    [Fact]
    public async Task Turn_ThatFallsBackToAnotherUpstream_IsABreakOfTheRouters()
    {
        await using var spare = await FakeUpstream.StartAsync();
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>
        {
            ["TokenPak:Upstreams:spare:Provider"] = "anthropic",
            ["TokenPak:Upstreams:spare:BaseUrl"] = spare.Anthropic.AbsoluteUri.TrimEnd('/'),
            ["TokenPak:Upstreams:spare:ApiKey"] = "sk-ant-api03-spare",
            ["TokenPak:Router:Rules:0:Name"] = "spare",
            ["TokenPak:Router:Rules:0:Match:Provider"] = "anthropic",
            ["TokenPak:Router:Rules:0:Fallback:0"] = "spare",
        });

        Assert.Equal((0, null), await SendAsync(gateway, "claude-haiku-4-5", turns: 1));
        using (gateway.Upstream.Always(new Behavior { Error = new ApiError(529, "Overloaded") }))
        {
            Assert.Equal((1, CacheBreakCauses.Route), await SendAsync(gateway, "claude-haiku-4-5", turns: 2));
        }
    }

    private static async Task<(int Breaks, string? Cause)> SendAsync(GatewayHost gateway, string model, int turns)
    {
        var later = string.Concat(Enumerable.Range(2, turns - 1).Select(turn => $$""",{"role":"assistant","content":"Yes."},{"role":"user","content":"And {{turn}}?"}"""));
        using var response = await gateway.Client.SendAsync(Requests.Anthropic($$"""{"model":"{{model}}","max_tokens":64,"messages":[{"role":"user","content":"Is one odd?"}{{later}}]}""")).InTimeAsync();
        var id = Guid.Parse(response.EnsureSuccessStatusCode().Headers.GetValues("x-tokenpak-request-id").Single());
        await Eventually.HoldsAsync(() => gateway.Events.All.Any(e => e.Id == id), "the event");
        var completed = gateway.Events.All.Single(e => e.Id == id);
        return (completed.CacheBreaks, completed.CacheBreakCause);
    }
}
