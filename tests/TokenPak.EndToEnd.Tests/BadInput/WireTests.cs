using System.Net;
using System.Text;

namespace TokenPak.EndToEnd.Tests.BadInput;

/// <summary>Requests that no HTTP library would send, and bodies larger than anyone should.</summary>
public sealed class WireTests(SharedProduct shared) : EndToEndTest(shared)
{
    private const int LargeBytes = 64 * 1024 * 1024;

    [Theory]
    [InlineData("x-injected: a\r\n b", "obsolete line folding")]
    [InlineData("x-injected: a\0b", "a zero byte")]
    [InlineData("x-injected: a\rx-second: b", "a bare carriage return")]
    [InlineData("x-injected : a", "a space before the colon")]
    [InlineData("Content-Length: 5\r\nContent-Length: 7", "two lengths")]
    [InlineData("Content-Length: -1", "a negative length")]
    [InlineData("Content-Length: 0x10", "a length that is no number")]
    [InlineData("Transfer-Encoding: chunked, identity", "an unknown framing")]
    public async Task Header_ThatIsNone_IsRefusedAndReachesNobody(string header, string what)
    {
        var mark = Upstream.Requests.Mark();
        using var connection = await RawConnection.OpenAsync(Product.Address);
        await connection.SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: {Keys.Anthropic}\r\n{header}\r\n\r\n{{}}");
        connection.FinishSending();

        var response = await connection.ReadAsync();

        Assert.True(response is null || response.Status is >= 400 and < 502, $"{what}: {response?.Status}");
        Assert.DoesNotContain(Upstream.Requests.Since(mark), r => r.Header("x-second") is not null);
        await AssertServesAsync();
    }

    [Theory]
    [InlineData(10, "the body is longer than it claims")]
    [InlineData(10_000, "the body is shorter than it claims")]
    public async Task Length_ThatIsNotTheBodys_HarmsNobodyElse(int claimed, string what)
    {
        var mark = Upstream.Requests.Mark();
        var body = WireRequest.Ask(Dialect.Anthropic, "Hello.");
        using var connection = await RawConnection.OpenAsync(Product.BaseAddressFor("anthropic"));
        await connection.SendAsync(
            $"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nx-api-key: {Keys.Anthropic}\r\nanthropic-version: 2023-06-01\r\nContent-Length: {claimed}\r\n\r\n{body}");
        connection.FinishSending();

        var response = await connection.ReadAsync();

        Assert.True(response is null || response.Status is >= 400 and < 500, $"{what}: {response?.Status}");
        Assert.DoesNotContain(Upstream.Requests.Since(mark), r => r.BodyComplete && r.Body.Length > claimed);
        await AssertServesAsync();
    }

    [Fact]
    public async Task Chunk_ThatIsMalformed_IsRefused()
    {
        using var connection = await RawConnection.OpenAsync(Product.BaseAddressFor("anthropic"));
        await connection.SendAsync(
            $"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nx-api-key: {Keys.Anthropic}\r\nanthropic-version: 2023-06-01\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\nhello\r\n0\r\n\r\n");

        var response = await connection.ReadAsync();

        Assert.True(response is null || response.Status is >= 400 and < 500, $"{response?.Status}");
        await AssertServesAsync();
    }

    [Fact]
    public async Task Client_ThatSendsAByteAtATime_HoldsUpNobodyElse()
    {
        var body = WireRequest.Ask(Dialect.Anthropic, "Hello.");
        using var slow = await RawConnection.OpenAsync(Product.BaseAddressFor("anthropic"));
        var head = $"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nx-api-key: {Keys.Anthropic}\r\nanthropic-version: 2023-06-01\r\nContent-Length: {body.Length}\r\n\r\n";
        foreach (var c in head + body[..20])
        {
            await slow.SendAsync(c.ToString());
        }

        // While the body is out, others are served.
        await AssertServesAsync();

        foreach (var c in body[20..]) await slow.SendAsync(c.ToString());
        Assert.Equal(200, (await slow.ReadAsync())?.Status);
    }

    [Fact]
    public async Task Client_ThatHangsUpMidBody_HarmsNobodyElse()
    {
        for (var i = 0; i < 20; i++)
        {
            using var connection = await RawConnection.OpenAsync(Product.BaseAddressFor("anthropic"));
            await connection.SendAsync($"POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nx-api-key: {Keys.Anthropic}\r\nContent-Length: 100000\r\n\r\n{{\"model\":");
        }

        await AssertServesAsync();
    }

    [Fact]
    public async Task LargeBody_StreamedWithoutLength_ArrivesWholeOrIsRefused()
    {
        var body = Encoding.UTF8.GetBytes(WireRequest.Ask(Dialect.OpenAIChat, TestPrompts.Prose(LargeBytes)));
        using var request = WireRequest.Post(Product.BaseAddressFor("openai"), Dialect.OpenAIChat, body);
        request.Headers.TransferEncodingChunked = true;
        var mark = Upstream.Requests.Mark();

        using var response = await Product.Client.SendAsync(request, Cancel).InTimeAsync("an answer");

        if (response.StatusCode == HttpStatusCode.RequestEntityTooLarge) Errors.OwnErrorTests.AssertEnvelope(Dialect.OpenAIChat, System.Text.Json.JsonElement.Parse(await response.Content.ReadAsStringAsync(Cancel)));
        else
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var seen = await Upstream.Requests.NextAsync(mark);
            Assert.True(body.AsSpan().SequenceEqual(seen.Body));
        }
    }

    [Fact]
    public async Task LargeToolResult_OfOneLine_IsBoundedInTime()
    {
        // The tokenizer's worst case: one long run of the same letter.
        var run = new string('a', 2_000_000);
        var body = new AgentConversation(Dialect.OpenAIChat).Request(turns: 1).Replace("Customer 0", run, StringComparison.Ordinal);

        var answer = await Answer.GetAsync(Product, Dialect.OpenAIChat, body);

        Assert.Equal(200, answer.Status);
        Assert.All(JsonSplices.Between(Encoding.UTF8.GetBytes(body), answer.Seen.Body), s => Assert.Matches(Faithful.ToolResults.PathIn(Dialect.OpenAIChat), s.Path));
    }

    private async Task AssertServesAsync()
    {
        var answer = await Answer.GetAsync(Product, Dialect.Gemini, WireRequest.Ask(Dialect.Gemini, "Still there?"));
        Assert.Equal(200, answer.Status);
    }
}
