using System.Net;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Proxying;

/// <summary>The whole path through two real Kestrels.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task Request_Anthropic_ArrivesWholeAndBecomesAnEvent()
    {
        await using var gateway = await GatewayHost.StartAsync();
        const string Sent = """{"model":"claude-haiku-4-5","max_tokens":64,"messages":[{"role":"user","content":"Hello"}]}""";
        using var request = Requests.Anthropic(Sent);
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(Sent, seen.Text);
        Assert.Equal("full", response.Headers.GetValues("x-tokenpak-mode").Single());
        Assert.True(response.Headers.Contains("x-tokenpak-tokens-before"));
        Assert.Contains("tokenpak-upstream", response.Headers.GetValues("Server-Timing").Single());

        var completed = await gateway.Events.SingleAsync();
        Assert.Equal("anthropic", completed.Provider);
        Assert.Equal("claude-haiku-4-5", completed.Model);
        Assert.Equal(ApiDialect.AnthropicMessages, completed.Dialect);
        Assert.Equal(RequestOutcome.Completed, completed.Outcome);
        Assert.Equal(UsageSource.Provider, completed.UsageSource);
        Assert.Equal(seen.Usage?.Uncached, completed.Usage?.UncachedInputTokens);
        Assert.Equal(seen.Usage?.Output, completed.Usage?.OutputTokens);
        Assert.Equal(1, completed.Sequence);
        Assert.Equal(response.Headers.GetValues("x-tokenpak-request-id").Single(), completed.Id.ToString());
        Assert.NotNull(completed.TimeToFirstByteMs);
    }

    [Fact]
    public async Task Splices_AreAppliedAndNothingElseChanges()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("lo", "LOOO");
        const string Body = """{ "model" : "claude-haiku-4-5","max_tokens":6.4e1, "messages":[{"role":"user","content":"Hello \u0068ello hallo"}] }""";
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(Body.Replace("6.4e1", "64", StringComparison.Ordinal)));

        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(Body.Replace("6.4e1", "64", StringComparison.Ordinal).Replace("lo", "LOOO", StringComparison.Ordinal), seen.Text);
        Assert.Equal(seen.Body.Length.ToString(System.Globalization.CultureInfo.InvariantCulture), seen.Header("content-length"));
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal(seen.Body.Length, completed.SentBytes);
        Assert.Equal("p1", completed.PolicyId);
        Assert.Equal(15, completed.Removed?.FirstSent);
    }

    [Fact]
    public async Task ModeOff_CallsNoCompiler()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Compilation:Mode"] = "strict" });
        using var request = Requests.OpenAIChat();
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, gateway.Compiler.Calls);
        Assert.Equal("off", response.Headers.GetValues("x-tokenpak-mode").Single());
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal("gpt-4o", completed.Model);
        Assert.Equal(UsageSource.Provider, completed.UsageSource);
    }
}
