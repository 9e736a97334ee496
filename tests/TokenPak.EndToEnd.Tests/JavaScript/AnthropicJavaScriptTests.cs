namespace TokenPak.EndToEnd.Tests.JavaScript;

/// <summary>npm <c>@anthropic-ai/sdk</c>.</summary>
public sealed class AnthropicJavaScriptTests(SharedProduct shared) : JavaScriptTest(shared, "anthropic", "anthropic.mjs", Keys.Anthropic)
{
    private protected override bool ShowsRetryAfter => true;

    [Fact]
    public async Task Tool_CalledInAStream_HasItsArguments()
    {
        var result = await RunAsync("toolsStreamed");

        Assert.Equal("get_weather", result.GetProperty("called").GetString());
        Assert.Equal("Paris", result.GetProperty("arguments").GetProperty("city").GetString());
    }

    [Fact]
    public async Task CountTokens_OfAMessage_AnswersANumber() => Assert.True((await RunAsync("count")).GetProperty("input_tokens").GetInt32() > 0);

    private protected override string ErrorName(int status) => status switch
    {
        400 => "BadRequestError",
        401 => "AuthenticationError",
        404 => "NotFoundError",
        429 => "RateLimitError",
        _ => "InternalServerError",
    };
}
