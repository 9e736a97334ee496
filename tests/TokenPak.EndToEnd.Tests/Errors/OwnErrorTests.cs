using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.Errors;

/// <summary>TokenPak's own refusals, in the caller's envelope; the providers' errors, unchanged.</summary>
public sealed class OwnErrorTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(529)]
    public async Task ProvidersError_OfEachClass_ArrivesByteForByteWithItsRetryAfter(int status)
    {
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            var model = WireRequest.ModelOf(dialect) + "-error-" + status;
            var answer = await Answer.GetAsync(Product, dialect, WireRequest.Ask(dialect, "Fail.", model: model), model: model);

            Assert.Equal(status, answer.Status);
            Assert.Equal(answer.Seen.Sent.SelectMany(c => c), answer.Body);
            Assert.Equal(status is 429 or 529 ? "7" : null, answer.Header("retry-after"));
            Assert.Single(Upstream.Requests.All, r => r == answer.Seen);
        }
    }

    [Fact]
    public async Task GarbageFromTheProvider_ArrivesAsItIs()
    {
        using var rule = Upstream.Always(new Behavior { Garbage = true });
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            foreach (var streamed in new[] { false, true })
            {
                var answer = await Answer.GetAsync(Product, dialect, WireRequest.Ask(dialect, "Garbage.", streamed), streamed);

                Assert.Equal(200, answer.Status);
                Assert.Equal(answer.Seen.Sent.SelectMany(c => c), answer.Body);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Provider_ThatIsAway_IsAnswered5xxInTheCallersEnvelope(Dialect dialect)
    {
        await using var product = await ProductShape.StartAsync(new ProductOptions
        {
            // Nothing listens there.
            Environment = new Dictionary<string, string> { [$"TokenPak__Upstreams__{WireRequest.ProviderOf(dialect)}__BaseUrl"] = "http://127.0.0.1:1" },
        });
        using var response = await product.Client.SendAsync(WireRequest.Post(product.Address, dialect, WireRequest.Ask(dialect, "Hello?")), Cancel).InTimeAsync("an answer");

        Assert.InRange((int)response.StatusCode, 502, 504);
        AssertEnvelope(dialect, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task UnknownMode_InTheHeader_IsRefusedInTheCallersEnvelope(Dialect dialect)
    {
        using var request = WireRequest.Post(Product.Address, dialect, WireRequest.Ask(dialect, "Hello."));
        request.Headers.Add("x-tokenpak-mode", "sideways");

        using var response = await Product.Client.SendAsync(request, Cancel).InTimeAsync("an answer");

        Assert.Equal(400, (int)response.StatusCode);
        AssertEnvelope(dialect, JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
    }

    [Fact]
    public async Task PathOfNobody_IsRefusedWith404()
    {
        using var response = await Product.Client.GetAsync(new Uri("/nothing/here", UriKind.Relative), Cancel).InTimeAsync("an answer");

        Assert.Equal(404, (int)response.StatusCode);
        Assert.NotEqual("", JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)).GetProperty("error").GetProperty("type").GetString());
    }

    internal static void AssertEnvelope(Dialect dialect, JsonElement body)
    {
        var error = body.GetProperty("error");
        Assert.NotEqual("", error.GetProperty("message").GetString());
        if (dialect == Dialect.Anthropic) Assert.Equal("error", body.GetProperty("type").GetString());
        if (dialect == Dialect.Gemini) Assert.True(error.GetProperty("code").GetInt32() >= 400 && error.TryGetProperty("status", out _));
        else Assert.NotEqual("", error.GetProperty("type").GetString());
    }
}
