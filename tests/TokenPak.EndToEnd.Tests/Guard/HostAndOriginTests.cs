using System.Net;

namespace TokenPak.EndToEnd.Tests.Guard;

/// <summary>A web page can neither reach the gateway under a name of its own nor post to it.</summary>
public sealed class HostAndOriginTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Theory]
    [InlineData("/health")]
    [InlineData("/stats")]
    [InlineData("/dashboard")]
    [InlineData("/v1/models")]
    public async Task ForeignHost_OnAnyPath_IsRefused(string path)
    {
        using var connection = await RawConnection.OpenAsync(Product.Address);
        await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: evil.example\r\nAuthorization: Bearer {Keys.OpenAI}\r\n\r\n");

        var response = await connection.ReadAsync();

        Assert.NotNull(response);
        Assert.InRange(response.Status, 400, 421);
        Assert.DoesNotContain("requests", response.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("127.0.0.1")]
    [InlineData("[::1]")]
    public async Task OwnHost_InEachSpelling_IsServed(string host)
    {
        using var connection = await RawConnection.OpenAsync(Product.Address);
        await connection.SendAsync($"GET /health HTTP/1.1\r\nHost: {host}:{Product.Address.Port}\r\n\r\n");

        Assert.Equal(200, (await connection.ReadAsync())?.Status);
    }

    [Theory]
    [InlineData("/ingest")]
    [InlineData("/ingest/batch")]
    [InlineData("/stats/session")]
    public async Task ForeignOrigin_OnAPost_IsRefused(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent("[]", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Origin", "https://evil.example");

        using var response = await Product.Client.SendAsync(request, Cancel).InTimeAsync("an answer");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Theory]
    [InlineData("/ingest")]
    [InlineData("/ingest/batch")]
    [InlineData("/stats/session")]
    public async Task PlainText_OnAPost_IsRefused(string path)
    {
        using var response = await Product.Client.PostAsync(new Uri(path, UriKind.Relative), new StringContent("{}", System.Text.Encoding.UTF8, "text/plain"), Cancel).InTimeAsync("an answer");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task ProtectedDashboard_WithoutToken_Answers401AndOpensWithIt()
    {
        const string Token = "end-to-end-admin-token";
        await using var product = await ProductShape.StartAsync(new ProductOptions
        {
            AdminToken = Token,
            Environment = new Dictionary<string, string> { ["TOKENPAK_DASHBOARD_AUTH"] = "true" },
        });
        foreach (var path in new[] { "/stats", "/stats/last", "/stats/session", "/recent", "/cache-stats", "/dashboard" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(product, path, null));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(product, path, Token + "x"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(product, path, Token));
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(product, "/health", null));
    }

    private static async Task<HttpStatusCode> StatusAsync(ProductUnderTest product, string path, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Add("X-Admin-Token", token);
        using var response = await product.Client.SendAsync(request, Cancel).InTimeAsync("an answer");
        return response.StatusCode;
    }
}
