using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace TokenPak.EndToEnd.Tests.Sdk;

/// <summary>The official C# client for OpenAI, unmodified but for its base URL.</summary>
public sealed class OpenAIClientTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const string Mini = "gpt-4.1-mini";
    private static readonly BinaryData WeatherSchema = BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""");

    private OpenAIClient Client => new(
        new ApiKeyCredential(Keys.OpenAI),
        new OpenAIClientOptions { Endpoint = new Uri(Product.BaseAddressFor("openai"), "/v1"), RetryPolicy = new ClientRetryPolicy(0) });

    [Fact]
    public async Task Chat_Plain_ArrivesWholeWithItsUsage()
    {
        ChatCompletion completion = await Client.GetChatClient(Mini).CompleteChatAsync([new SystemChatMessage("Be brief."), new UserChatMessage("How far is the moon?")], cancellationToken: Cancel);

        Assert.Equal(new Behavior().Text, completion.Content[0].Text);
        Assert.Equal(Upstream.Requests.All[^1].Usage?.Output, completion.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task Chat_Streamed_AddsUpToTheTextAndEndsWithUsage()
    {
        var text = "";
        ChatTokenUsage? usage = null;
        await foreach (var update in Client.GetChatClient(Mini).CompleteChatStreamingAsync([new UserChatMessage("How far is the sun?")], cancellationToken: Cancel))
        {
            text += string.Concat(update.ContentUpdate.Select(p => p.Text));
            usage ??= update.Usage;
        }

        Assert.Equal(new Behavior().Text, text);
        Assert.NotNull(usage);
    }

    [Fact]
    public async Task Chat_WithImage_IsUnderstood()
    {
        var image = ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(Convert.FromBase64String(TestPrompts.PngBase64)), "image/png");

        var seen = await SeenAsync(() => Client.GetChatClient(Mini).CompleteChatAsync([new UserChatMessage(ChatMessageContentPart.CreateTextPart("What is this?"), image)], cancellationToken: Cancel));

        Assert.Equal(200, seen.Status);
    }

    [Fact]
    public async Task Tool_CalledAndAnswered_EndsInWords()
    {
        var chat = Client.GetChatClient(Mini);
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_weather", "The weather in a city.", WeatherSchema) } };
        List<ChatMessage> messages = [new UserChatMessage("What is the weather in Paris?")];
        ChatCompletion first = await chat.CompleteChatAsync(messages, options, Cancel);
        var call = Assert.Single(first.ToolCalls);

        messages.AddRange([new AssistantChatMessage(first), new ToolChatMessage(call.Id, TestPrompts.PrettyJson(20))]);
        ChatCompletion second = await chat.CompleteChatAsync(messages, options, Cancel);

        Assert.Equal(ChatFinishReason.Stop, second.FinishReason);
        Assert.Equal(new Behavior().Text, second.Content[0].Text);
    }

    [Fact]
    public async Task Embeddings_OfTwoTexts_ComeBackAsVectors()
    {
        var vectors = await Client.GetEmbeddingClient("text-embedding-3-small").GenerateEmbeddingsAsync(["one", "two"], cancellationToken: Cancel);

        Assert.Equal(2, vectors.Value.Count);
        Assert.Equal([0.25f, -0.5f, 0.125f, 1f], vectors.Value[1].ToFloats().ToArray());
    }

    [Fact]
    public async Task Models_Listed_AreOpenAIs()
    {
        var seen = await SeenAsync(async () => Assert.Contains((await Client.GetOpenAIModelClient().GetModelsAsync(Cancel)).Value, m => m.Id == Mini));

        Assert.Equal("openai", seen.Provider);
    }

    [Fact]
    public async Task Response_Plain_ArrivesWhole()
    {
        ResponseResult response = await Client.GetResponsesClient().CreateResponseAsync(Mini, "How far is the moon?", cancellationToken: Cancel);

        Assert.Equal(new Behavior().Text, response.GetOutputText());
        Assert.Equal(Upstream.Requests.All[^1].Usage?.Prompt, response.Usage.InputTokenCount);
    }

    [Fact]
    public async Task Response_Streamed_AddsUpToTheText()
    {
        var text = "";
        var options = new CreateResponseOptions(Mini, [ResponseItem.CreateUserMessageItem("How far is the sun?")]) { StreamingEnabled = true };
        await foreach (var update in await Client.GetResponsesClient().CreateResponseStreamingAsync(options, Cancel))
        {
            if (update is StreamingResponseOutputTextDeltaUpdate delta) text += delta.Delta;
        }

        Assert.Equal(new Behavior().Text, text);
    }

    [Fact]
    public async Task ResponseTool_CalledAndAnswered_EndsInWords()
    {
        var responses = Client.GetResponsesClient();
        var options = new CreateResponseOptions(Mini, [ResponseItem.CreateUserMessageItem("What is the weather in Paris?")])
        {
            Tools = { ResponseTool.CreateFunctionTool("get_weather", WeatherSchema, strictModeEnabled: false, "The weather in a city.") },
        };
        ResponseResult first = await responses.CreateResponseAsync(options, Cancel);
        var call = Assert.IsType<FunctionCallResponseItem>(Assert.Single(first.OutputItems));

        options.InputItems.Add(call);
        options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, TestPrompts.PrettyJson(20)));
        ResponseResult second = await responses.CreateResponseAsync(options, Cancel);

        Assert.Equal(new Behavior().Text, second.GetOutputText());
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Error_OfEachClass_RaisesTheClientsOwnException(int status)
    {
        var error = await Assert.ThrowsAsync<ClientResultException>(
            () => Client.GetChatClient($"{Mini}-error-{status}").CompleteChatAsync([new UserChatMessage("Fail.")], cancellationToken: Cancel));

        Assert.Equal(status, error.Status);
        var response = error.GetRawResponse();
        Assert.NotNull(response);
        if (status is 429 or 503) Assert.True(response.Headers.TryGetValue("Retry-After", out var seconds) && seconds == "7");
    }
}
