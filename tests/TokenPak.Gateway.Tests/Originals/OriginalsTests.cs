using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TokenPak.Contracts.Originals;
using TokenPak.Gateway.Tests.Support;

namespace TokenPak.Gateway.Tests.Originals;

/// <summary>Whose originals a caller is asked for, and what becomes of the question.</summary>
public sealed class OriginalsTests
{
    private const string Path = "/v1/tokenpak/originals/0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Tenant_WithKeys_IsTheKeysOwn_WhateverCredentialComesWithIt()
    {
        var originals = new AskedOriginals();
        await using var gateway = await StartAsync(originals, Keys("a", "b"));

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(gateway, ("x-tokenpak-key", "secret-a"), ("x-api-key", "sk-ant-api03-x"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(gateway, ("x-tokenpak-key", "secret-b"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(gateway)).StatusCode);

        Assert.Equal(["tenant-a", "tenant-b"], originals.Asked.Select(query => query.Tenant));
    }

    [Fact]
    public async Task Tenant_WithoutKeys_IsTheCredentials_AndWithoutAnyWhoKnowsTheId()
    {
        var originals = new AskedOriginals();
        await using var gateway = await StartAsync(originals);

        await GetAsync(gateway, ("x-api-key", "sk-ant-api03-one"));
        await GetAsync(gateway, ("x-api-key", "sk-ant-api03-two"));
        await GetAsync(gateway);

        Assert.NotEqual(originals.Asked[0].Tenant, originals.Asked[1].Tenant);
        Assert.StartsWith("t-", originals.Asked[0].Tenant, StringComparison.Ordinal);
        Assert.Null(originals.Asked[2].Tenant);
    }

    [Fact]
    public async Task Query_OfLinesAndWords_IsHandedOn()
    {
        var originals = new AskedOriginals();
        await using var gateway = await StartAsync(originals);

        await gateway.Client.GetAsync(new Uri(Path + "?lines=10-40&search=error&context=5", UriKind.Relative));
        await gateway.Client.GetAsync(new Uri(Path + "?lines=7", UriKind.Relative));
        await gateway.Client.GetAsync(new Uri(Path + "?lines=7-", UriKind.Relative));

        Assert.Equal([(10, 40, "error", 5), (7, 7, null, 2), (7, null, null, 2)], originals.Asked.Select(query => (query.From, query.To, query.Search, query.Context)));
    }

    [Fact]
    public async Task Store_Away_Answers503WithRetryAfter()
    {
        await using var gateway = await StartAsync(new AskedOriginals { IsAway = true });

        using var response = await GetAsync(gateway);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.DoesNotContain("secret of the store", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mcp_WithKeys_WantsOne()
    {
        var originals = new AskedOriginals();
        await using var gateway = await StartAsync(originals, Keys("a"));
        using var without = await CallAsync(gateway);
        using var with = await CallAsync(gateway, ("x-tokenpak-key", "secret-a"));

        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Contains("what was left out", await with.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("tenant-a", Assert.Single(originals.Asked).Tenant);
    }

    private static Task<GatewayHost> StartAsync(IOriginals originals, Dictionary<string, string?>? settings = null) =>
        GatewayHost.StartAsync(settings, withUpstream: false, configure: builder => builder.Services.AddSingleton(originals));

    private static Dictionary<string, string?> Keys(params string[] names)
    {
        var settings = new Dictionary<string, string?>();
        for (var i = 0; i < names.Length; i++)
        {
            settings[$"TokenPak:Keys:{i}:Id"] = names[i];
            settings[$"TokenPak:Keys:{i}:Tenant"] = "tenant-" + names[i];
            settings[$"TokenPak:Keys:{i}:Sha256"] = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes("secret-" + names[i])));
        }

        return settings;
    }

    private static Task<HttpResponseMessage> GetAsync(GatewayHost gateway, params (string Name, string Value)[] headers) => SendAsync(gateway, new HttpRequestMessage(HttpMethod.Get, Path), headers);

    private static Task<HttpResponseMessage> CallAsync(GatewayHost gateway, params (string Name, string Value)[] headers)
    {
        var call = new { jsonrpc = "2.0", id = 1, method = "tools/call", @params = new { name = "tokenpak_fetch_original", arguments = new { id = "0123456789abcdef0123456789abcdef" } } };
        var request = new HttpRequestMessage(HttpMethod.Post, "/mcp") { Content = JsonContent.Create(call, options: JsonSerializerOptions.Web) };
        request.Headers.Add("Accept", ["application/json", "text/event-stream"]);
        return SendAsync(gateway, request, headers);
    }

    private static Task<HttpResponseMessage> SendAsync(GatewayHost gateway, HttpRequestMessage request, (string Name, string Value)[] headers)
    {
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return gateway.Client.SendAsync(request);
    }

    private sealed class AskedOriginals : IOriginals
    {
        public List<OriginalQuery> Asked { get; } = [];

        public bool IsAway { get; init; }

        public ValueTask<OriginalText?> FindAsync(OriginalQuery query, CancellationToken cancellationToken)
        {
            Asked.Add(query);
            if (IsAway) throw new HttpRequestException("secret of the store");
            return ValueTask.FromResult<OriginalText?>(new OriginalText { Id = query.Id, TotalLines = 1, Parts = [new OriginalPart(1, 1, "what was left out")] });
        }
    }
}
