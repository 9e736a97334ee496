using System.Text.Json;

namespace TokenPak.EndToEnd.Tests.JavaScript;

/// <summary>What the three official JavaScript clients have in common.</summary>
public abstract class JavaScriptTest(SharedProduct shared, string provider, string script, string key) : EndToEndTest(shared)
{
    private protected static string AnswerText => new Behavior().Text;

    private NodeClient Node => new(script, Product.BaseAddressFor(provider), key);

    [Fact]
    public async Task Message_Plain_ArrivesWhole() => Assert.Equal(AnswerText, Text(await RunAsync("plain")));

    [Fact]
    public async Task Message_Streamed_AddsUpToTheText() => Assert.Equal(AnswerText, Text(await RunAsync("stream")));

    [Fact]
    public async Task Message_WithImage_IsUnderstood() => Assert.Equal(AnswerText, Text(await RunAsync("image")));

    [Fact]
    public async Task Tool_CalledAndAnswered_EndsInWords()
    {
        var result = await RunAsync("tools");

        Assert.Equal("get_weather", result.GetProperty("called").GetString());
        Assert.Equal("Paris", result.GetProperty("arguments").GetProperty("city").GetString());
        Assert.Equal(AnswerText, Text(result));
    }

    [Fact]
    public async Task Models_Listed_AreTheProvidersOwn()
    {
        var mark = Upstream.Requests.Mark();

        Assert.NotEqual(0, (await RunAsync("models")).GetProperty("ids").GetArrayLength());

        Assert.Equal(provider, (await Upstream.Requests.NextAsync(mark)).Provider);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(529)]
    public async Task Error_OfEachClass_RaisesTheClientsOwnException(int status)
    {
        var result = await RunAsync("error=" + status);

        Assert.Equal(status, result.GetProperty("status").GetInt32());
        Assert.Equal(ErrorName(status), result.GetProperty("error").GetString());
        if (ShowsRetryAfter && status is (429 or 529)) Assert.Equal("7", result.GetProperty("retryAfter").GetString());
    }

    [Fact]
    public async Task Stream_ThatDies_RaisesAnError() => Assert.NotEqual("", (await RunAsync("dies")).GetProperty("error").GetString());

    [Fact]
    public async Task Stream_Cancelled_IsSeenByTheProvider()
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate });
        var mark = Upstream.Requests.Mark();
        var run = RunAsync("cancel");
        var request = await Upstream.Requests.NextAsync(mark);
        gate.Release(3);

        await run;

        Assert.Equal(RequestEnd.Aborted, await request.Ended.InTimeAsync());
    }

    private protected abstract bool ShowsRetryAfter { get; }

    private protected abstract string ErrorName(int status);

    private protected Task<JsonElement> RunAsync(string scenario) => Node.RunAsync(scenario);

    private protected static string? Text(JsonElement result) => result.TryGetProperty("text", out var text) ? text.GetString() : result.ToString();
}
