using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.CacheBreakpoints;

/// <summary>Asked for, and only then, a request without cache markers gets some; the compiler sees them, and the caller is told.</summary>
public sealed class CacheBreakpointTests
{
    private const string Body = """{"model":"claude-haiku-4-5","max_tokens":64,"system":"You are a careful engineer. Read before you write, and say what you did not check.","tools":[{"name":"a","input_schema":{"type":"object"}}],"messages":[{"role":"user","content":"Hello"}]}""";

    private static readonly Dictionary<string, string?> On = new() { ["TokenPak:CacheBreakpoints:Enabled"] = "true" };

    [Fact]
    public async Task Request_WithoutMarkers_GetsThemAndSaysSo()
    {
        await using var gateway = await GatewayHost.StartAsync(On);
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(Body));

        response.EnsureSuccessStatusCode();
        Assert.Equal("3", Assert.Single(response.Headers.GetValues("x-tokenpak-cache-breakpoints")));
        var sent = gateway.Upstream.Requests.All[^1];
        Assert.Equal(3, sent.Text.Split("cache_control").Length - 1);
        Assert.Equal("Hello", JsonElement.Parse(sent.Text).GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.Equal(sent.Body, gateway.Compiler.LastBody);
        Assert.Equal(3, (await gateway.Events.SingleAsync()).CacheBreakpoints);
    }

    [Fact]
    public async Task Request_Compressed_GetsThemAndGoesOutPlain()
    {
        await using var gateway = await GatewayHost.StartAsync(On);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) await gzip.WriteAsync(Encoding.UTF8.GetBytes(Body));
        var request = Requests.Anthropic(Body);
        request.Content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/json"), ContentEncoding = { "gzip" } } };
        using var response = await gateway.Client.SendAsync(request);

        response.EnsureSuccessStatusCode();
        var sent = gateway.Upstream.Requests.All[^1];
        Assert.Null(sent.Header("content-encoding"));
        Assert.Equal(3, sent.Text.Split("cache_control").Length - 1);
        Assert.Equal("Hello", JsonElement.Parse(sent.Text).GetProperty("messages")[0].GetProperty("content").GetString());
    }

    [Fact]
    public async Task Request_WithTheCompilerAway_GetsThemAllTheSame()
    {
        await using var gateway = await GatewayHost.StartAsync(On);
        gateway.Compiler.IsAway = true;
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(Body));

        response.EnsureSuccessStatusCode();
        Assert.Contains("cache_control", gateway.Upstream.Requests.All[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ByDefault_IsTheClientsOwn()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(Body));

        Assert.False(response.Headers.Contains("x-tokenpak-cache-breakpoints"));
        Assert.Equal(Body, gateway.Upstream.Requests.All[^1].Text);
    }

    [Fact]
    public async Task Request_ToAnotherProvider_IsTheClientsOwn()
    {
        await using var gateway = await GatewayHost.StartAsync(On);
        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat());

        response.EnsureSuccessStatusCode();
        Assert.DoesNotContain("cache_control", gateway.Upstream.Requests.All[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithModeOff_IsTheClientsOwn()
    {
        await using var gateway = await GatewayHost.StartAsync(On);
        using var request = Requests.Anthropic(Body);
        request.Headers.Add("x-tokenpak-mode", "off");
        using var response = await gateway.Client.SendAsync(request);

        Assert.Equal(Body, gateway.Upstream.Requests.All[^1].Text);
    }
}
