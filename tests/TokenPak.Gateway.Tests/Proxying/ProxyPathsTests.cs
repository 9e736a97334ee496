using System.Net;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Proxying;

public sealed class ProxyPathsTests
{
    [Fact]
    public async Task ProviderPath_IsMeasuredUnderItsRoute()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var metrics = new CapturedMetrics(gateway);

        using (await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync())
        {
        }

        await Eventually.HoldsAsync(() => metrics.Of("http.server.request.duration").Any(), "the measurement");
        Assert.Equal("/v1/{**rest}", Assert.Single(metrics.Of("http.server.request.duration")).Tags["http.route"]);
    }

    [Theory]
    [InlineData("/v1/tokenpak")]
    [InlineData("/v1/tokenpak/unknown")]
    [InlineData("/V1/TokenPak/unknown")]
    public async Task OwnCorner_IsNoProvidersPath(string path)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("{}") };
        request.Headers.Add("x-api-key", "sk-ant-test");

        using var answer = await gateway.Client.SendAsync(request).InTimeAsync();

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(gateway.Upstream.Requests.All);
    }
}
