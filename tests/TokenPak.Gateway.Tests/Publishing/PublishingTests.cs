using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Publishing;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Publishing;

public sealed class PublishingTests
{
    [Fact]
    public async Task Stop_PublishesWhatWaits_InSequence()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var flow = gateway.Services.GetRequiredService<EventFlow>();
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ => (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose()));
        await gateway.StopAsync();

        Assert.Equal((60L, 60L, 0L, true), (flow.Accepted, flow.Published, flow.Lost, flow.IsIdle));
    }

    [Fact]
    public async Task Events_OfManyRequests_AreNumberedWithoutGaps()
    {
        await using var gateway = await GatewayHost.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ => (await gateway.Client.SendAsync(Requests.OpenAIChat())).Dispose()));
        await TestKit.Waiting.Eventually.HoldsAsync(() => gateway.Events.All.Count == 40, "the events");

        Assert.Equal(Enumerable.Range(1, 40).Select(i => (long)i), gateway.Events.All.Select(e => e.Sequence).Order());
        Assert.Single(gateway.Events.All.Select(e => e.Instance).Distinct());
        Assert.Equal(40, gateway.Events.All.Select(e => e.Id).Distinct().Count());
        Assert.All(gateway.Events.All, e => Assert.Equal(7, e.Id.Version));
    }

    [Fact]
    public async Task CountTokens_IsNeitherBilledNorSaved()
    {
        await using var gateway = await GatewayHost.StartAsync();
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("Hello", "Hi");
        using var response = await gateway.Client.SendAsync(Requests.Anthropic("""{"model":"claude-haiku-4-5","messages":[{"role":"user","content":"Hello"}]}""", "/v1/messages/count_tokens"));

        Assert.Contains("\"Hi\"", Assert.Single(gateway.Upstream.Requests.All).Text, StringComparison.Ordinal);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal("count_tokens", completed.RequestType);
        Assert.Equal((null, UsageSource.Unknown, null, null), (completed.Usage, completed.UsageSource, completed.TokensAfter, completed.Removed));
    }

    [Fact]
    public async Task Canaries_OfPromptResponseAndKey_ReachNoLogAndNoEvent()
    {
        const string Prompt = "prompt-canary-7731", Answer = "answer-canary-9902", Secret = "AIza-key-canary-5520", User = "user-canary-1188";
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:HashKey"] = "secret" });
        using var rule = gateway.Upstream.When(r => r.Model != "claude-dies", new TestKit.Upstream.Behavior { Text = Answer });
        using var google = Requests.Post($"/v1beta/models/gemini-2.5-flash:generateContent?key={Secret}", $$"""{"contents":[{"role":"user","parts":[{"text":"{{Prompt}}"}]}]}""");
        (await gateway.Client.SendAsync(google)).Dispose();
        (await gateway.Client.SendAsync(Requests.Anthropic($$"""{"model":"claude-haiku-4-5","max_tokens":5,"metadata":{"user_id":"{{User}}"},"messages":[{"role":"user","content":"{{Prompt}}"}]}"""))).Dispose();
        (await gateway.Client.SendAsync(Requests.Anthropic($$"""{"model":"claude-dies","max_tokens":5,"stream":true,"messages":[{"role":"user","content":"{{Prompt}}"}]}"""), HttpCompletionOption.ResponseHeadersRead)).Dispose();
        using var keyInPath = new HttpRequestMessage(HttpMethod.Get, $"/k/{Secret}/v1/models") { Headers = { { "Authorization", "Bearer " + Requests.OpenAIKey } } };
        (await gateway.Client.SendAsync(keyInPath)).Dispose();
        await TestKit.Waiting.Eventually.HoldsAsync(() => gateway.Events.All.Count == 4, "the events");
        await gateway.StopAsync();

        var events = string.Join('\n', gateway.Events.All.Select(e => System.Text.Json.JsonSerializer.Serialize(e)));
        foreach (var canary in new[] { Prompt, Answer, Secret, User, Requests.AnthropicKey, Requests.OpenAIKey })
        {
            Assert.DoesNotContain(canary, events, StringComparison.Ordinal);
            Assert.DoesNotContain(canary, gateway.Logs.Text, StringComparison.Ordinal);
        }

        Assert.NotNull(gateway.Events.All.Single(e => e.Provider == "anthropic" && e.Outcome == RequestOutcome.Completed).SessionId);
        Assert.NotEqual("", gateway.Logs.Text);
    }

    [Fact]
    public async Task KeyInThePath_IsGoneBeforeTheHostLogsIt()
    {
        await using var gateway = await GatewayHost.StartAsync(
            new Dictionary<string, string?> { ["TokenPak:ProxyAuthToken"] = "path-canary-3141" },
            configure: builder => builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.Trace));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/k/path-canary-3141/v1/models") { Headers = { { "Authorization", "Bearer " + Requests.OpenAIKey } } };
        (await gateway.Client.SendAsync(request)).Dispose();
        await gateway.Events.SingleAsync();

        Assert.Contains("RequestPath:/v1/models", gateway.Logs.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("path-canary", gateway.Logs.Text, StringComparison.Ordinal);
    }
}
