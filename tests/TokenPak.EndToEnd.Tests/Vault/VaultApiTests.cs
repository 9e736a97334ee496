using System.Net;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace TokenPak.EndToEnd.Tests.Vault;

/// <summary>The vault over the gateway's own endpoints, and over MCP through the official client.</summary>
public sealed class VaultApiTests(VaultProduct vault)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Overview_HealthAndStats_SayTheSame()
    {
        var overview = await vault.GetAsync("/vault");
        var health = (await vault.GetAsync("/health")).GetProperty("vault_index");
        var stats = (await vault.GetAsync("/stats")).GetProperty("vault_index");

        Assert.Equal((true, 11, vault.Folder), (overview.GetProperty("available").GetBoolean(), overview.GetProperty("blocks").GetInt32(), overview.GetProperty("path").GetString()));
        Assert.Equal((true, 11, vault.Folder), (health.GetProperty("available").GetBoolean(), health.GetProperty("blocks").GetInt32(), health.GetProperty("path").GetString()));
        Assert.Equal((true, 11), (stats.GetProperty("available").GetBoolean(), stats.GetProperty("blocks").GetInt32()));
    }

    [Fact]
    public async Task Search_ThenBlock_GivesScorePreviewAndText()
    {
        var result = await vault.GetAsync("/vault/search?q=ferry%20Harstad&limit=3");
        var hit = result.GetProperty("results")[0];
        var block = await vault.GetAsync($"/vault/blocks/{hit.GetProperty("block_id").GetString()}");

        Assert.Equal("ferries.md:1-2", hit.GetProperty("citation").GetString());
        Assert.True(hit.GetProperty("score").GetDouble() > 1);
        Assert.Equal(VaultProduct.Chunk, block.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("/vault/search", HttpStatusCode.BadRequest)]
    [InlineData("/vault/search?q=x&limit=0", HttpStatusCode.BadRequest)]
    [InlineData("/vault/search?q=x&limit=101", HttpStatusCode.BadRequest)]
    [InlineData("/vault/blocks/none", HttpStatusCode.NotFound)]
    [InlineData("/v1/tokenpak/originals/0123456789abcdef0123456789abcdef", HttpStatusCode.NotFound)]
    [InlineData("/v1/tokenpak/originals/0123456789abcdef0123456789abcdef?lines=9-2", HttpStatusCode.BadRequest)]
    [InlineData("/v1/tokenpak/anything", HttpStatusCode.NotFound)]
    public async Task BadInput_GetsAClearAnswer_AndNothingReachesAProvider(string path, HttpStatusCode expected)
    {
        var mark = vault.Product.Upstream.Requests.All.Count;

        using var response = await vault.Product.Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(expected, response.StatusCode);
        Assert.Contains("\"message\"", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(mark, vault.Product.Upstream.Requests.All.Count);
    }

    [Fact]
    public async Task Mcp_OfficialClient_ListsAndCallsTheTools()
    {
        await using var client = await McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions { Endpoint = new Uri(vault.Product.Address, "/mcp") }), cancellationToken: Cancel);

        var tools = await client.ListToolsAsync(cancellationToken: Cancel);
        var found = await client.CallToolAsync("tokenpak_search_vault", new Dictionary<string, object?> { ["query"] = "ferry Harstad" }, cancellationToken: Cancel);
        var missing = await client.CallToolAsync("tokenpak_fetch_original", new Dictionary<string, object?> { ["id"] = "0123456789abcdef0123456789abcdef" }, cancellationToken: Cancel);

        Assert.Equal(["tokenpak_fetch_original", "tokenpak_search_original", "tokenpak_search_vault"], tools.Select(tool => tool.Name).Order());
        Assert.Contains(VaultProduct.Chunk, TextOf(found), StringComparison.Ordinal);
        Assert.StartsWith("There is no original", TextOf(missing), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mcp_ForeignPage_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = new StringContent("""{"jsonrpc":"2.0","id":1,"method":"tools/list"}""", null, "application/json") };
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await vault.Product.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private static string TextOf(CallToolResult result) => Assert.IsType<TextContentBlock>(Assert.Single(result.Content)).Text;
}
