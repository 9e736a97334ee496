using System.Net;

namespace TokenPak.EndToEnd.Tests.Guard;

/// <summary>TokenPak's own keys, where they are switched on: demanded, taken by header or path, shown to nobody.</summary>
public sealed class KeyTests : IAsyncLifetime
{
    private const string Key = "end-to-end-proxy-key";
    private ProductUnderTest? _product;

    private ProductUnderTest Product => _product ?? throw new InvalidOperationException("The fixture has not started.");

    public async ValueTask InitializeAsync() => _product = await ProductShape.StartAsync(new ProductOptions
    {
        Environment = new Dictionary<string, string> { ["TOKENPAK_PROXY_AUTH_TOKEN"] = Key },
    });

    public async ValueTask DisposeAsync()
    {
        if (_product is not null) await _product.DisposeAsync();
    }

    [Fact]
    public async Task Request_WithTheKey_PassesAndWithoutIsRefused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(null));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(Key + "x"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Key));
        Assert.Null(Product.Upstream.Requests.All.Single().Header("x-tokenpak-key"));
    }

    [Fact]
    public async Task Key_InThePath_IsTakenOffAndRedacted()
    {
        using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"));
        request.RequestUri = new Uri(Product.Address, $"/k/{Key}/v1/messages");

        var answer = await Answer.GetAsync(Product, request);
        var row = await Product.RowAsync(answer);

        Assert.Equal(200, answer.Status);
        Assert.Equal("/v1/messages", answer.Seen.RawTarget);
        Assert.DoesNotContain(Key, row.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain(Key, Product.Output, StringComparison.Ordinal);
    }

    private async Task<HttpStatusCode> StatusAsync(string? key)
    {
        using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"));
        if (key is not null) request.Headers.Add("x-tokenpak-key", key);
        using var response = await Product.Client.SendAsync(request, TestContext.Current.CancellationToken).InTimeAsync("an answer");
        return response.StatusCode;
    }
}
