using System.Net.Http.Headers;
using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Guard;

/// <summary>Credentials go to their own provider alone; one of them is rewritten.</summary>
public sealed class CredentialTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Fact]
    public async Task AnthropicKey_AsBearer_ReachesTheProviderAsApiKey()
    {
        using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"));
        request.Headers.Remove("x-api-key");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys.Anthropic);

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(200, answer.Status);
        Assert.Equal(Keys.Anthropic, answer.Seen.Header("x-api-key"));
        Assert.Null(answer.Seen.Header("authorization"));
    }

    [Fact]
    public async Task ReferenceExample_AsItStands_Works()
    {
        // The first example of the reference: a bearer, and no anthropic-version.
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Product.Address, "/v1/messages"))
        {
            Content = new StringContent("""{"model":"claude-haiku-4-5","messages":[{"role":"user","content":"Hello"}],"max_tokens":100}""", new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys.Anthropic);

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal("anthropic", answer.Seen.Provider);
        Assert.True(answer.Status == 200, answer.Text);
    }

    [Fact]
    public async Task OAuthToken_AsBearer_StaysABearer()
    {
        using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Hello"));
        request.Headers.Remove("x-api-key");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "sk-ant-oat01-end-to-end");
        request.Headers.Add("anthropic-beta", "oauth-2025-04-20");

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(200, answer.Status);
        Assert.Equal("Bearer sk-ant-oat01-end-to-end", answer.Seen.Header("authorization"));
        Assert.Null(answer.Seen.Header("x-api-key"));
    }

    [Fact]
    public async Task GoogleKey_InTheQuery_IsForwardedAsItStands()
    {
        using var request = WireRequest.Post(Product.BaseAddressFor("google"), Dialect.Gemini, WireRequest.Ask(Dialect.Gemini, "Hello"));
        request.Headers.Remove("x-goog-api-key");
        request.RequestUri = new Uri(Product.BaseAddressFor("google"), $"/v1/models/gemini-2.5-flash:generateContent?key={Keys.Google}");

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(200, answer.Status);
        Assert.Equal($"/v1/models/gemini-2.5-flash:generateContent?key={Keys.Google}", answer.Seen.RawTarget);
    }

    [Theory]
    [InlineData("x-api-key", "sk-ant-api03-x", "anthropic")]
    [InlineData("x-goog-api-key", "AIzaX", "google")]
    [InlineData("Authorization", "Bearer sk-proj-x", "openai")]
    public async Task ModelList_ByCredential_GoesToItsProvider(string header, string value, string provider)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Product.Address, "/v1/models"));
        request.Headers.TryAddWithoutValidation(header, value);
        request.Headers.TryAddWithoutValidation("anthropic-version", provider == "anthropic" ? "2023-06-01" : null);
        if (provider != "anthropic") request.Headers.Remove("anthropic-version");

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(provider, answer.Seen.Provider);
        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task CodexLogin_OnResponses_GoesToChatGpt()
    {
        using var request = WireRequest.Post(Product.Address, Dialect.OpenAIResponses, WireRequest.Ask(Dialect.OpenAIResponses, "Hello"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "eyJhbGciOiJub25lIn0.e30.");
        request.Headers.Add("chatgpt-account-id", "account");

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal("chatgpt", answer.Seen.Provider);
        Assert.Equal(200, answer.Status);
    }

    [Theory]
    [InlineData(Dialect.Anthropic, "x-api-key", "sk-proj-canary")]
    [InlineData(Dialect.Anthropic, "x-api-key", "AIzaCanary")]
    [InlineData(Dialect.OpenAIResponses, "Authorization", "Bearer sk-ant-api03-canary")]
    [InlineData(Dialect.OpenAIChat, "Authorization", "Bearer AIzaCanary")]
    [InlineData(Dialect.Gemini, "x-goog-api-key", "sk-ant-api03-canary")]
    [InlineData(Dialect.Gemini, "x-goog-api-key", "sk-proj-canary")]
    public async Task ForeignCredential_NeverLeavesForAnotherVendorsHost(Dialect dialect, string header, string value)
    {
        // The veto is about the vendors' own hosts, so this product keeps them; the refusal has to come before anything is sent.
        await using var product = await ProductShape.StartAsync(new ProductOptions
        {
            Environment = new Dictionary<string, string>
            {
                ["TokenPak__Upstreams__anthropic__BaseUrl"] = "https://api.anthropic.com",
                ["TokenPak__Upstreams__openai__BaseUrl"] = "https://api.openai.com",
                ["TokenPak__Upstreams__google__BaseUrl"] = "https://generativelanguage.googleapis.com",
            },
        });
        using var request = WireRequest.Post(product.Address, dialect, WireRequest.Ask(dialect, "Hello"));
        foreach (var (name, _) in WireRequest.CredentialOf(dialect)) request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(header, value);
        if (dialect == Dialect.Anthropic) request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");

        using var response = await product.Client.SendAsync(request, Cancel).InTimeAsync("an answer");

        Assert.InRange((int)response.StatusCode, 400, 403);
        var error = await response.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("anary", error, StringComparison.Ordinal);
        Assert.Contains("credential_mismatch", error, StringComparison.Ordinal);
        Errors.OwnErrorTests.AssertEnvelope(dialect, JsonElement.Parse(error));
    }
}
