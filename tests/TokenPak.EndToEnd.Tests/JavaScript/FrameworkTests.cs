namespace TokenPak.EndToEnd.Tests.JavaScript;

/// <summary>npm <c>ai</c> (Vercel) and LangChain, over each provider: a tool's answer goes through the compiler, and a stream comes back whole.</summary>
public sealed class FrameworkTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Theory]
    [InlineData("vercelOpenAI", "openai", Keys.OpenAI)]
    [InlineData("vercelOpenAIChat", "openai", Keys.OpenAI)]
    [InlineData("vercelAnthropic", "anthropic", Keys.Anthropic)]
    [InlineData("vercelGoogle", "google", Keys.Google)]
    [InlineData("langChainOpenAI", "openai", Keys.OpenAI)]
    [InlineData("langChainAnthropic", "anthropic", Keys.Anthropic)]
    public async Task Framework_OverAProvider_CallsToolsAndStreams(string scenario, string provider, string key)
    {
        var mark = Upstream.Requests.Mark();
        var result = await new NodeClient("frameworks.mjs", Product.BaseAddressFor(provider), key).RunAsync(scenario);

        Assert.False(result.TryGetProperty("error", out _), result.ToString());
        Assert.Equal("get_weather", result.GetProperty("called").GetString());
        Assert.Equal(new Behavior().Text, result.GetProperty("text").GetString());
        Assert.Equal(new Behavior().Text, result.GetProperty("streamed").GetString());
        Assert.All(Upstream.Requests.Since(mark), request => Assert.Equal(provider, request.Provider));
    }
}
