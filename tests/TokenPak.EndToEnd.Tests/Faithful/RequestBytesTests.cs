using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace TokenPak.EndToEnd.Tests.Faithful;

/// <summary>I1: the body that reaches the provider is the one that was sent, byte for byte, but for the values that were compiled.</summary>
public sealed class RequestBytesTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Theory]
    [MemberData(nameof(Dialects.Both), MemberType = typeof(Dialects))]
    public async Task Question_WithoutToolResults_ArrivesUntouched(Dialect dialect, bool streamed)
    {
        var body = WireRequest.Ask(dialect, "A /slash, a \ttab, an é and\nlines.", streamed);

        var answer = await Answer.GetAsync(Product, dialect, body, streamed);

        Assert.Equal(200, answer.Status);
        Assert.Equal(body, answer.Seen.Text);
        Assert.Equal(WireRequest.ProviderOf(dialect), answer.Seen.Provider);
        Assert.Equal(WireRequest.TargetOf(dialect, streamed), answer.Seen.RawTarget);
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task AgentConversation_Compiled_DiffersInToolResultsAlone(Dialect dialect)
    {
        var body = new AgentConversation(dialect).Request(turns: 5);

        var answer = await Answer.GetAsync(Product, dialect, body);

        Assert.Equal(200, answer.Status);
        var splices = JsonSplices.Between(Encoding.UTF8.GetBytes(body), answer.Seen.Body);
        Assert.NotEmpty(splices);
        Assert.All(splices, splice => Assert.Matches(ToolResults.PathIn(dialect), splice.Path));
        Assert.All(splices, splice => Assert.True(splice.After.Length < splice.Before.Length, splice.Path));
        Assert.True(int.Parse(answer.Header("x-tokenpak-tokens-after") ?? "") < int.Parse(answer.Header("x-tokenpak-tokens-before") ?? ""));
        Assert.Equal("full", answer.Header("x-tokenpak-mode"));
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task AgentConversation_WithModeOff_ArrivesUntouched(Dialect dialect)
    {
        var body = new AgentConversation(dialect).Request(turns: 5);
        using var request = WireRequest.Post(Product.Address, dialect, body);
        request.Headers.Add("x-tokenpak-mode", "strict");

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(body, answer.Seen.Text);
        Assert.Equal("off", answer.Header("x-tokenpak-mode"));
        Assert.Null(answer.Seen.Header("x-tokenpak-mode"));
    }

    [Fact]
    public async Task CountTokens_OfAConversation_IsCompiledLikeTheMessage()
    {
        var body = new AgentConversation(Dialect.Anthropic).Request(turns: 3).Replace(" \"max_tokens\":1024, \"temperature\": 0.20,", "", StringComparison.Ordinal);
        using var request = WireRequest.Post(Product.Address, Dialect.Anthropic, body);
        request.RequestUri = new Uri(Product.BaseAddressFor("anthropic"), "/v1/messages/count_tokens");

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(200, answer.Status);
        Assert.NotEmpty(JsonSplices.Between(Encoding.UTF8.GetBytes(body), answer.Seen.Body));
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task FiveMegabytes_OfAQuestion_ArriveUntouched(Dialect dialect)
    {
        var body = WireRequest.Ask(dialect, TestPrompts.Prose(5_000_000));

        var answer = await Answer.GetAsync(Product, dialect, body);

        Assert.Equal(200, answer.Status);
        Assert.True(answer.Seen.Body.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Body_ChunkedWithoutLength_ArrivesWhole(Dialect dialect)
    {
        var body = WireRequest.Ask(dialect, TestPrompts.Prose(100_000));
        using var request = WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, body);
        request.Headers.TransferEncodingChunked = true;

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(200, answer.Status);
        Assert.Equal(body, answer.Seen.Text);
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Body_CompressedWithGzip_MeansTheSameToTheProvider(Dialect dialect)
    {
        var body = new AgentConversation(dialect).Request(turns: 3);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Encoding.UTF8.GetBytes(body));
        using var request = WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, packed.ToArray());
        request.Content?.Headers.ContentEncoding.Add("gzip");

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal(200, answer.Status);
        var received = answer.Seen.Header("content-encoding") is null ? answer.Seen.Body : Unpack(answer.Seen.Body);
        Assert.All(JsonSplices.Between(Encoding.UTF8.GetBytes(body), received), s => Assert.Matches(ToolResults.PathIn(dialect), s.Path));
    }

    [Fact]
    public async Task UnknownPath_BelowV1_IsForwardedWithItsBytes()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Product.BaseAddressFor("openai"), "/v1/some%2Fnew/th%20%C3%A9ng?a=1&b=%20x"))
        {
            Content = new ByteArrayContent([0, 1, 2, 255]) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Keys.OpenAI);

        var answer = await Answer.GetAsync(Product, request);

        Assert.Equal("PUT", answer.Seen.Method);
        Assert.Equal("/v1/some%2Fnew/th%20%C3%A9ng?a=1&b=%20x", answer.Seen.RawTarget);
        Assert.Equal([0, 1, 2, 255], answer.Seen.Body);
    }

    private static byte[] Unpack(byte[] packed)
    {
        using var source = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }
}
