using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Routing;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Routing;

/// <summary>Rules decide where a request goes, with which model and mode; nothing else of it changes.</summary>
public sealed class RouterTests
{
    private const string Body = "{ \"metadata\":{\"model\":\"x\"},\"model\" : \"claude-opus-4-1\", \"max_tokens\":64,\n \"messages\":[{\"role\":\"user\",\"content\":\"Hello \\u00e9\"}] }";

    [Theory]
    [InlineData("full", null)]
    [InlineData("off", null)]
    [InlineData("full", "gzip")]
    public async Task SetModel_ChangesThatValueAlone(string mode, string? coding)
    {
        await using var gateway = await GatewayHost.StartAsync(Rule("cheap", ("Match:Model", "CLAUDE-opus-*"), ("Set:Model", "claude-haiku-4-5")));
        gateway.Compiler.OnCompile = FakeCompiler.Replacing("Hello", "Hi");
        using var request = Requests.Anthropic(Body);
        if (coding is not null) Compress(request);
        request.Headers.Add("x-tokenpak-mode", mode);
        using var response = await gateway.Client.SendAsync(request).InTimeAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("cheap", "anthropic"), (response.Headers.GetValues("x-tokenpak-route").Single(), response.Headers.GetValues("x-tokenpak-upstream").Single()));
        var expected = Body.Replace("claude-opus-4-1", "claude-haiku-4-5", StringComparison.Ordinal);
        if (mode == "full") expected = expected.Replace("Hello", "Hi", StringComparison.Ordinal);
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(expected, seen.Text);
        Assert.Null(seen.Header("content-encoding"));
        if (mode == "full") Assert.Equal("claude-haiku-4-5", gateway.Compiler.Last?.Model);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal("claude-haiku-4-5", completed.Model);
        Assert.Equal(("cheap", "anthropic", "claude-opus-4-1"), (completed.Route?.Rule, completed.Route?.Upstream, completed.Route?.RequestedModel));
        Assert.Null(completed.BypassReason);
    }

    [Fact]
    public async Task SetModel_InAPath_ChangesThePathAlone()
    {
        await using var gateway = await GatewayHost.StartAsync(Rule("g", ("Match:Model", "gemini-*-flash"), ("Set:Model", "gemini-3")));
        using var request = Requests.Google("/v1beta/models/gemini-2.5-flash:generateContent?alt=json&x=%2Fmodels%2Fgemini-2.5-flash:y");
        using var response = await gateway.Client.SendAsync(request).InTimeAsync();
        Assert.Equal("/v1beta/models/gemini-3:generateContent?alt=json&x=%2Fmodels%2Fgemini-2.5-flash:y", Assert.Single(gateway.Upstream.Requests.All).RawTarget);
        Assert.Equal("gemini-3", (await gateway.Events.SingleAsync()).Model);
    }

    [Theory]
    [InlineData("/v1beta/models/a:streamGenerateContent?alt=sse", "/v1beta/models/b%20c%2Fd:streamGenerateContent?alt=sse")]
    [InlineData("/openai/deployments/a/chat/completions?api-version=1", "/openai/deployments/b%20c%2Fd/chat/completions?api-version=1")]
    [InlineData("/v1/messages?x=/models/a:b", "/v1/messages?x=/models/a:b")]
    public void PathModel_IsReplacedEscaped(string target, string expected) => Assert.Equal(expected, ModelPath.Replace(target, "b c/d"));

    [Fact]
    public async Task Request_ThatNoRuleMatches_IsUntouched()
    {
        await using var gateway = await GatewayHost.StartAsync(Rule("other", ("Match:Model", "gpt-*"), ("Set:Model", "x"), ("Set:Mode", "off")));
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(Body)).InTimeAsync();
        Assert.Equal(Body, Assert.Single(gateway.Upstream.Requests.All).Text);
        Assert.False(response.Headers.Contains("x-tokenpak-route"));
        Assert.Equal("full", response.Headers.GetValues("x-tokenpak-mode").Single());
        Assert.Null((await gateway.Events.SingleAsync()).Route);
    }

    [Fact]
    public async Task Rules_AreTriedInOrder_AndTheFirstDecides()
    {
        await using var gateway = await GatewayHost.StartAsync(new Dictionary<string, string?>(
        [
            .. Rule("long", 0, ("Match:MinTokens", "1000"), ("Set:Mode", "safe")),
            .. Rule("team", 1, ("Match:Headers:x-team", "blue*"), ("Set:Mode", "off")),
            .. Rule("rest", 2, ("Set:Mode", "aggressive")),
        ]));
        Assert.Equal("safe", await ModeOfAsync(Requests.Anthropic(Body.Replace("Hello", new string('x', 5000), StringComparison.Ordinal))));
        using var blue = Requests.Anthropic(Body);
        blue.Headers.Add("x-team", "Blueberry");
        Assert.Equal("off", await ModeOfAsync(blue));
        Assert.Equal("aggressive", await ModeOfAsync(Requests.Anthropic(Body)));
        using var own = Requests.Anthropic(Body);
        own.Headers.Add("x-tokenpak-mode", "full");
        Assert.Equal("full", await ModeOfAsync(own));

        using var health = JsonDocument.Parse(await gateway.Client.GetStringAsync(new Uri("/health", UriKind.Relative)));
        var router = health.RootElement.GetProperty("router");
        Assert.Equal((true, 3), (router.GetProperty("enabled").GetBoolean(), router.GetProperty("rules").GetInt32()));
        Assert.Equal([("long", 1), ("team", 1), ("rest", 2)], router.GetProperty("rule_list").EnumerateArray().Select(r => (r.GetProperty("name").GetString(), r.GetProperty("matches").GetInt32())));

        async Task<string> ModeOfAsync(HttpRequestMessage request)
        {
            using var response = await gateway.Client.SendAsync(request).InTimeAsync();
            return response.Headers.GetValues("x-tokenpak-mode").Single();
        }
    }

    [Fact]
    public async Task Key_IsMatchedByItsId()
    {
        var settings = Rule("keyed", ("Match:Key", "team-*"), ("Set:Mode", "off"));
        settings["TokenPak:Keys:0:Id"] = "team-a";
        settings["TokenPak:Keys:0:Sha256"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("one"u8));
        settings["TokenPak:Keys:1:Id"] = "other";
        settings["TokenPak:Keys:1:Sha256"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("two"u8));
        await using var gateway = await GatewayHost.StartAsync(settings);
        foreach (var (key, mode) in new[] { ("one", "off"), ("two", "full") })
        {
            using var request = Requests.Anthropic(Body);
            request.Headers.Add("x-tokenpak-key", key);
            using var response = await gateway.Client.SendAsync(request).InTimeAsync();
            Assert.Equal(mode, response.Headers.GetValues("x-tokenpak-mode").Single());
        }
    }

    [Theory]
    [InlineData("Name", "", "Name must be")]
    [InlineData("Match:Provider", "acme", "Match:Provider is not one of")]
    [InlineData("Match:MaxTokens", "-1", "no range")]
    [InlineData("Set:Mode", "turbo", "Set:Mode is not one of")]
    [InlineData("Set:Upstream", "nowhere", "no TokenPak:Upstreams:nowhere")]
    [InlineData("Fallback:0", "openai", "speaks the dialect of openai")]
    [InlineData("Set:Model", null, "neither sets anything")]
    public async Task Rule_ThatCannotBe_StopsTheStart(string key, string? value, string says)
    {
        var settings = Rule("r", ("Match:Provider", "anthropic"), ("Set:Model", "x"));
        settings[$"TokenPak:Router:Rules:0:{key}"] = value;
        if (value is null) settings.Remove($"TokenPak:Router:Rules:0:{key}");
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => GatewayHost.StartAsync(settings));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pattern_MadeToBacktrack_IsMatchedQuickly()
    {
        await using var gateway = await GatewayHost.StartAsync(Rule("evil", ("Match:Headers:x-a", string.Concat(Enumerable.Repeat("*a", 40)) + "b"), ("Set:Mode", "off")));
        using var request = Requests.Anthropic(Body);
        request.Headers.Add("x-a", new string('a', 4000));
        using var response = await gateway.Client.SendAsync(request).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal("full", response.Headers.GetValues("x-tokenpak-mode").Single());
    }

    internal static Dictionary<string, string?> Rule(string name, params (string Key, string Value)[] settings) => new(Rule(name, 0, settings));

    private static IEnumerable<KeyValuePair<string, string?>> Rule(string name, int index, params (string Key, string Value)[] settings) =>
        settings.Append(("Name", name)).Select(s => KeyValuePair.Create($"TokenPak:Router:Rules:{index}:{s.Item1}", (string?)s.Item2));

    private static void Compress(HttpRequestMessage request)
    {
        var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(Body));
        request.Content = new ByteArrayContent(target.ToArray());
        request.Content.Headers.ContentType = new("application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
    }
}
