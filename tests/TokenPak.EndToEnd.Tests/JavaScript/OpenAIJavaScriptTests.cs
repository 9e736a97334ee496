namespace TokenPak.EndToEnd.Tests.JavaScript;

/// <summary>npm <c>openai</c>.</summary>
public sealed class OpenAIJavaScriptTests(SharedProduct shared) : JavaScriptTest(shared, "openai", "openai.mjs", Keys.OpenAI)
{
    private protected override bool ShowsRetryAfter => true;

    [Fact]
    public async Task Embeddings_OfTwoTexts_ComeBackAsVectors() =>
        Assert.Equal("[[0.25,-0.5,0.125,1],[0.25,-0.5,0.125,1]]", (await RunAsync("embeddings")).GetProperty("vectors").GetRawText());

    [Fact]
    public async Task Response_Plain_ArrivesWhole() => Assert.Equal(AnswerText, Text(await RunAsync("response")));

    [Fact]
    public async Task Response_Streamed_EndsCompleted()
    {
        var result = await RunAsync("responseStream");

        Assert.Equal(AnswerText, Text(result));
        Assert.Equal("response.completed", result.GetProperty("last").GetString());
    }

    private protected override string ErrorName(int status) => status switch
    {
        400 => "BadRequestError",
        401 => "AuthenticationError",
        404 => "NotFoundError",
        429 => "RateLimitError",
        _ => "InternalServerError",
    };
}
