using System.Net;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;

namespace TokenPak.EndToEnd.Tests.Sdk;

/// <summary>The official C# client for Anthropic, unmodified but for its base URL.</summary>
public sealed class AnthropicClientTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const string HaikuModel = "claude-haiku-4-5";

    private AnthropicClient Client => NewClient(maxRetries: 0);

    [Fact]
    public async Task Message_Plain_ArrivesWholeWithItsUsage()
    {
        var message = await Client.Messages.Create(Ask("How far is the moon?"), Cancel);

        var text = Assert.IsType<TextBlock>(Assert.Single(message.Content).Value);
        Assert.Equal(new Behavior().Text, text.Text);
        Assert.Equal(Upstream.Requests.All[^1].Usage?.Output, message.Usage.OutputTokens);
    }

    [Fact]
    public async Task Message_Streamed_AddsUpToTheText()
    {
        var text = "";
        await foreach (var part in Client.Messages.CreateStreaming(Ask("How far is the sun?"), Cancel))
        {
            if (part.Value is RawContentBlockDeltaEvent { Delta.Value: TextDelta delta }) text += delta.Text;
        }

        Assert.Equal(new Behavior().Text, text);
    }

    [Fact]
    public async Task Message_WithSystemPromptAndImage_IsUnderstood()
    {
        var request = Ask("What is in the picture?") with
        {
            System = "You describe pictures.",
            Messages =
            [
                new UserMessageParam(new List<ContentBlockParam>
                {
                    new ImageBlockParam(new Base64ImageSource { Data = TestPrompts.PngBase64, MediaType = MediaType.ImagePng }),
                    new TextBlockParam("What is in the picture?"),
                }),
            ],
        };

        var seen = await SeenAsync(() => Client.Messages.Create(request, Cancel));

        Assert.Equal(200, seen.Status);
        Assert.Contains("You describe pictures.", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tool_CalledAndAnswered_EndsInWords()
    {
        var question = Ask("What is the weather in Paris?") with { Tools = [Weather] };
        var first = await Client.Messages.Create(question, Cancel);
        var call = Assert.IsType<ToolUseBlock>(Assert.Single(first.Content).Value);
        Assert.Equal("get_weather", call.Name);

        var second = await Client.Messages.Create(
            question with
            {
                Messages =
                [
                    .. question.Messages,
                    new AssistantMessageParam(new List<ContentBlockParam> { new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input } }),
                    new UserMessageParam(new List<ContentBlockParam> { new ToolResultBlockParam(call.ID) { Content = TestPrompts.PrettyJson(20) } }),
                ],
            },
            Cancel);

        Assert.IsType<TextBlock>(Assert.Single(second.Content).Value);
    }

    [Fact]
    public async Task Thinking_GoneThereAndBack_KeepsItsSignature()
    {
        var question = Ask("Think.") with { Model = "claude-sonnet-4-5-thinking" };
        var first = await Client.Messages.Create(question, Cancel);
        var thinking = first.Content.Select(c => c.Value).OfType<ThinkingBlock>().Single();

        var second = await Client.Messages.Create(
            question with
            {
                Messages =
                [
                    .. question.Messages,
                    new AssistantMessageParam(new List<ContentBlockParam> { new ThinkingBlockParam { Thinking = thinking.Thinking, Signature = thinking.Signature } }),
                    new UserMessageParam("And now?"),
                ],
            },
            Cancel);

        Assert.NotEmpty(second.Content);
    }

    [Fact]
    public async Task CountTokens_OfAMessage_AnswersANumber()
    {
        var count = await Client.Messages.CountTokens(
            new MessageCountTokensParams { Model = HaikuModel, Messages = [new UserMessageParam("How many tokens is this?")] }, Cancel);

        Assert.True(count.InputTokens > 0);
    }

    [Fact]
    public async Task Models_Listed_AreAnthropics()
    {
        var seen = await SeenAsync(async () => Assert.Contains((await Client.Models.List(cancellationToken: Cancel)).Items, m => m.ID.StartsWith("claude-", StringComparison.Ordinal)));

        Assert.Equal("anthropic", seen.Provider);
    }

    [Theory]
    [InlineData(400, typeof(AnthropicBadRequestException))]
    [InlineData(401, typeof(AnthropicUnauthorizedException))]
    [InlineData(404, typeof(AnthropicNotFoundException))]
    [InlineData(429, typeof(AnthropicRateLimitException))]
    [InlineData(500, typeof(Anthropic5xxException))]
    [InlineData(529, typeof(AnthropicOverloadedException))]
    public async Task Error_OfEachClass_RaisesTheClientsOwnException(int status, System.Type expected)
    {
        var request = Ask("Fail.") with { Model = HaikuModel + "-error-" + status };

        var error = await Assert.ThrowsAnyAsync<AnthropicApiException>(() => Client.Messages.Create(request, Cancel));

        Assert.IsAssignableFrom(expected, error);
        Assert.Equal((HttpStatusCode)status, error.StatusCode);
        Assert.Contains("req_011CfakeUpstream", error.ResponseBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RateLimit_ThenRoom_IsRetriedByTheClientItself()
    {
        var requests = 0;
        using var rule = Upstream.When(_ => Interlocked.Increment(ref requests) == 1, new Behavior { Error = new ApiError(429, "Slow down."), RetryAfterSeconds = 0 });
        using var client = NewClient(maxRetries: 2);

        await client.Messages.Create(Ask("Again."), Cancel);

        Assert.Equal(2, requests);
    }

    private AnthropicClient NewClient(int maxRetries) =>
        new() { ApiKey = Keys.Anthropic, BaseUrl = Product.BaseAddressFor("anthropic").AbsoluteUri.TrimEnd('/'), MaxRetries = maxRetries };

    private static MessageCreateParams Ask(string question) => new() { Model = HaikuModel, MaxTokens = 256, Messages = [new UserMessageParam(question)] };

    private static Tool Weather => new()
    {
        Name = "get_weather",
        Description = "The weather in a city.",
        InputSchema = new InputSchema
        {
            Properties = new Dictionary<string, JsonElement> { ["city"] = JsonSerializer.SerializeToElement(new { type = "string" }) },
            Required = ["city"],
        },
    };
}
