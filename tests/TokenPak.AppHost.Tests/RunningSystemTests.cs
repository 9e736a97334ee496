using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.Testing;
using TokenPak.TestKit.Waiting;

namespace TokenPak.AppHost.Tests;

public sealed class RunningSystemTests(RunningSystem system) : IClassFixture<RunningSystem>
{
    private const string Request = """{"model":"claude-sonnet-5","max_tokens":64,"messages":[{"role":"user","content":"Say hello."}]}""";

    [Fact]
    public async Task Request_ThroughTheGateway_IsAnsweredAndCounted()
    {
        using var client = system.Application.CreateHttpClient("gateway", "http");
        using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new StringContent(Request, Encoding.UTF8, "application/json") };
        message.Headers.Add("x-api-key", "sk-ant-api03-test");
        message.Headers.Add("anthropic-version", "2023-06-01");
        using var response = await client.SendAsync(message);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(system.Upstream.Requests.All);

        var session = await Eventually.GetAsync(async () => await RequestsOf(client) is { } count and not "0" ? count : null, "the request in /stats");
        Assert.Equal("1", session);
    }

    [Fact]
    public async Task Dashboard_ThroughTheGateway_IsServed()
    {
        using var client = system.Application.CreateHttpClient("gateway", "http");
        var page = await client.GetStringAsync("/dashboard");
        Assert.Contains("TokenPak", page, StringComparison.Ordinal);
    }

    private static async Task<string?> RequestsOf(HttpClient client) =>
        (await client.GetFromJsonAsync<JsonElement>("/stats")).GetProperty("session").GetProperty("requests").ToString();
}
