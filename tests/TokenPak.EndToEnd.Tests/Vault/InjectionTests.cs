using System.Net;
using System.Text;
using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;

namespace TokenPak.EndToEnd.Tests.Vault;

/// <summary>What a provider sees of the vault, asked through the official client.</summary>
public sealed class InjectionTests(VaultProduct vault)
{
    private const string Question = "When does the ferry Gullbringa leave Harstad?";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Question_OfTheOfficialClient_ReachesTheProviderWithTheFencedChunk_AndTheNextTurnHasTheSameBytes()
    {
        using var client = new AnthropicClient { ApiKey = Keys.Anthropic, BaseUrl = vault.Product.BaseAddressFor("anthropic").AbsoluteUri.TrimEnd('/'), MaxRetries = 0 };
        var question = new MessageCreateParams { Model = "claude-haiku-4-5", MaxTokens = 64, Messages = [new UserMessageParam(Question)] };

        var first = await SeenAsync(() => client.Messages.Create(question, Cancel));
        var second = await SeenAsync(() => client.Messages.Create(question with { Messages = [.. question.Messages, new AssistantMessageParam("At 07:40."), new UserMessageParam("Thank you.")] }, Cancel));

        var text = FirstMessage(first);
        Assert.StartsWith(Question, text, StringComparison.Ordinal);
        Assert.Contains($"\nferries.md:1-2\n````markdown\n{VaultProduct.Chunk}\n````\n", text, StringComparison.Ordinal);
        Assert.Equal(text, FirstMessage(second));

        // Byte for byte, from the question to the end of what was added.
        Assert.Contains(Spelling(first), second.Text, StringComparison.Ordinal);
        Assert.True(Spelling(first).Length > VaultProduct.Chunk.Length);
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Body_OfAnyDialect_IsUntouchedButForTheInsertion(Dialect dialect)
    {
        var body = WireRequest.Ask(dialect, Question + $" ({dialect})");
        var seen = await SeenAsync(async () => Assert.Equal(HttpStatusCode.OK, (await SendAsync(dialect, body)).StatusCode));

        var sent = seen.Text;
        var at = body.Zip(sent).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(sent.Length > body.Length + VaultProduct.Chunk.Length);
        Assert.Equal(body, sent[..at] + sent[^(body.Length - at)..]);
        Assert.Equal('"', body[at]);
    }

    [Theory]
    [InlineData("off", HttpStatusCode.OK)]
    [InlineData("perhaps", HttpStatusCode.BadRequest)]
    public async Task Header_OffOrUnknown_AddsNothingOrIsRefused(string value, HttpStatusCode expected)
    {
        var body = WireRequest.Ask(Dialect.OpenAIChat, Question + " " + value);
        var mark = vault.Product.Upstream.Requests.Mark();

        using var response = await SendAsync(Dialect.OpenAIChat, body, ("x-tokenpak-vault", value));

        Assert.Equal(expected, response.StatusCode);
        if (expected == HttpStatusCode.OK) Assert.Equal(body, (await vault.Product.Upstream.Requests.NextAsync(mark)).Text);
        else Assert.Contains("invalid_vault", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Row_OfTheRequest_HasTokensAndSources_AndNoText()
    {
        using var response = await SendAsync(Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, Question + " For the row."));
        var id = response.Headers.GetValues("x-tokenpak-request-id").Single();

        var row = await Eventually.GetAsync(
            async () => (await vault.GetAsync("/recent")).GetProperty("recent").EnumerateArray().Where(row => row.GetProperty("id").GetString() == id).Select(row => (object?)row).FirstOrDefault(), "the row");

        var json = (JsonElement)row;
        Assert.InRange(json.GetProperty("injected_tokens").GetInt32(), 20, 300);
        Assert.Equal("ferries.md:1-2", json.GetProperty("injected_sources").GetString());
        Assert.Equal(0, json.GetProperty("tokens_saved").GetInt32());
        Assert.DoesNotContain("Gullbringa", vault.Product.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Gullbringa", await vault.Product.DatabaseTextAsync(), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> SendAsync(Dialect dialect, string body, params (string Name, string Value)[] headers)
    {
        var request = WireRequest.Post(vault.Product.Address, dialect, body);
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return vault.Product.Client.SendAsync(request, Cancel);
    }

    private async Task<RecordedRequest> SeenAsync(Func<Task> call)
    {
        var mark = vault.Product.Upstream.Requests.Mark();
        await call().InTimeAsync("the call to end");
        return await vault.Product.Upstream.Requests.NextAsync(mark);
    }

    private static string Spelling(RecordedRequest request)
    {
        var from = request.Text.IndexOf(Question, StringComparison.Ordinal);
        return request.Text[from..(request.Text.IndexOf("````\\n\"", from, StringComparison.Ordinal) + 7)];
    }

    private static string FirstMessage(RecordedRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        var content = body.RootElement.GetProperty("messages")[0].GetProperty("content");
        return (content.ValueKind == JsonValueKind.String ? content : content[0].GetProperty("text")).GetString() ?? "";
    }
}
