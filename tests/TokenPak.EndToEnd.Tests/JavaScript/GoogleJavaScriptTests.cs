namespace TokenPak.EndToEnd.Tests.JavaScript;

/// <summary>npm <c>@google/genai</c>.</summary>
public sealed class GoogleJavaScriptTests(SharedProduct shared) : JavaScriptTest(shared, "google", "google.mjs", Keys.Google)
{
    /// <summary>This client's errors carry no headers.</summary>
    private protected override bool ShowsRetryAfter => false;

    [Fact]
    public async Task Embeddings_OfTwoTexts_ComeBackAsVectors() =>
        Assert.Equal("[[0.25,-0.5,0.125,1],[0.25,-0.5,0.125,1]]", (await RunAsync("embeddings")).GetProperty("vectors").GetRawText());

    [Fact]
    public async Task CountTokens_OfAText_AnswersANumber() => Assert.True((await RunAsync("count")).GetProperty("totalTokens").GetInt32() > 0);

    private protected override string ErrorName(int status) => "ApiError";
}
