using System.ClientModel;
using System.ClientModel.Primitives;
using System.ComponentModel;
using Azure.AI.OpenAI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI;

namespace TokenPak.EndToEnd.Tests.Sdk;

/// <summary>.NET's own frameworks over the OpenAI client, and the client for Azure OpenAI.</summary>
public sealed class FrameworkTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const string Mini = "gpt-4.1-mini";
    private const string Question = "What is the weather in Paris?";

    private Uri OpenAI => new(Product.BaseAddressFor("openai"), "/v1");

    [Fact]
    public async Task ExtensionsAI_WithATool_CallsItAndAnswers()
    {
        var openai = new OpenAIClient(new ApiKeyCredential(Keys.OpenAI), new OpenAIClientOptions { Endpoint = OpenAI, RetryPolicy = new ClientRetryPolicy(0) });
        using var client = openai.GetChatClient(Mini).AsIChatClient().AsBuilder().UseFunctionInvocation().Build();
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(Weather, "get_weather")] };

        var answer = await client.GetResponseAsync(Question, options, Cancel);
        var streamed = string.Concat(await client.GetStreamingResponseAsync("How far is the sun?", cancellationToken: Cancel).Select(update => update.Text).ToListAsync(Cancel));

        Assert.Equal(new Behavior().Text, answer.Text);
        Assert.Contains(answer.Messages.SelectMany(message => message.Contents), content => content is Microsoft.Extensions.AI.FunctionCallContent { Name: "get_weather" });
        Assert.Equal(new Behavior().Text, streamed);
    }

    [Fact]
    public async Task SemanticKernel_WithATool_CallsItAndAnswers()
    {
        var builder = Kernel.CreateBuilder();
        builder.AddOpenAIChatCompletion(Mini, OpenAI, Keys.OpenAI);
        var kernel = builder.Build();
        kernel.Plugins.AddFromFunctions("weather", [KernelFunctionFactory.CreateFromMethod(Weather, "get_weather")]);
        var settings = new OpenAIPromptExecutionSettings { FunctionChoiceBehavior = FunctionChoiceBehavior.Auto() };

        var answer = await kernel.GetRequiredService<IChatCompletionService>().GetChatMessageContentAsync(new ChatHistory(Question), settings, kernel, Cancel);

        Assert.Equal(new Behavior().Text, answer.Content);
    }

    [Fact]
    public async Task AzureOpenAI_WithItsDeployment_GoesToAzure()
    {
        var client = new AzureOpenAIClient(Product.BaseAddressFor("azure"), new ApiKeyCredential("0123456789abcdef0123456789abcdef"), new AzureOpenAIClientOptions { RetryPolicy = new ClientRetryPolicy(0) });
        var mark = Upstream.Requests.Mark();

        var completion = await client.GetChatClient(Mini).CompleteChatAsync([new OpenAI.Chat.UserChatMessage("How far is the moon?")], cancellationToken: Cancel);

        Assert.Equal(new Behavior().Text, completion.Value.Content[0].Text);
        Assert.Equal("azure", (await Upstream.Requests.NextAsync(mark)).Provider);
    }

    [Description("The weather in a city.")]
    private static string Weather(string city) => city + TestPrompts.PrettyJson(20);
}
