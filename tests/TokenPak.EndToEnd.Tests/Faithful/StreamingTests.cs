namespace TokenPak.EndToEnd.Tests.Faithful;

/// <summary>Each event of a stream is with the client before the provider sends the next; breaking off is seen on either side.</summary>
public sealed class StreamingTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Event_Sent_ArrivesBeforeTheNextIsSent(Dialect dialect)
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate });
        await AssertChunkByChunkAsync(gate, WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, WireRequest.Ask(dialect, "Slowly.", streamed: true), streamed: true));
    }

    [Fact]
    public async Task Event_OfACompressedStream_ArrivesBeforeTheNextIsSent()
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate, ContentEncoding = "gzip" });
        await AssertChunkByChunkAsync(gate, WireRequest.Post(Product.BaseAddressFor("anthropic"), Dialect.Anthropic, WireRequest.Ask(Dialect.Anthropic, "Slowly.", streamed: true), streamed: true));
    }

    [Fact]
    public async Task GeminiArray_Sent_ArrivesElementByElement()
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate });
        var request = WireRequest.Post(Product.BaseAddressFor("google"), Dialect.Gemini, WireRequest.Ask(Dialect.Gemini, "Slowly."));
        request.RequestUri = new Uri(Product.BaseAddressFor("google"), "/v1beta/models/gemini-2.5-flash:streamGenerateContent");
        await AssertChunkByChunkAsync(gate, request);
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Client_ThatGoesAway_IsSeenByTheProvider(Dialect dialect)
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate });
        var mark = Upstream.Requests.Mark();
        var response = await SendAsync(WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, WireRequest.Ask(dialect, "Stop.", streamed: true), streamed: true), gate);
        await ReadAsync(await response.Content.ReadAsStreamAsync(Cancel), 1);

        response.Dispose();

        Assert.Equal(RequestEnd.Aborted, await (await Upstream.Requests.NextAsync(mark)).Ended.InTimeAsync());
    }

    [Fact]
    public async Task Client_ThatGoesAwayBeforeTheHeaders_IsSeenByTheProvider()
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate });
        var mark = Upstream.Requests.Mark();
        using var away = new CancellationTokenSource();
        var call = Product.Client.SendAsync(WireRequest.Post(Product.BaseAddressFor("openai"), Dialect.OpenAIChat, WireRequest.Ask(Dialect.OpenAIChat, "Stop.")), away.Token);
        var request = await Upstream.Requests.NextAsync(mark);

        await away.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(RequestEnd.Aborted, await request.Ended.InTimeAsync());
    }

    [Theory]
    [MemberData(nameof(Dialects.All), MemberType = typeof(Dialects))]
    public async Task Provider_ThatDiesMidStream_BreaksTheClientsStreamAfterWhatWasSent(Dialect dialect)
    {
        using var gate = new StreamGate();
        using var rule = Upstream.Always(new Behavior { Gate = gate, DieAfterChunks = 2 });
        var mark = Upstream.Requests.Mark();
        using var response = await SendAsync(WireRequest.Post(Product.BaseAddressFor(WireRequest.ProviderOf(dialect)), dialect, WireRequest.Ask(dialect, "Die.", streamed: true), streamed: true), gate);
        var body = await response.Content.ReadAsStreamAsync(Cancel);
        gate.Release();
        var request = await Upstream.Requests.NextAsync(mark);
        await Eventually.HoldsAsync(() => request.Sent.Count == 2, "two events to be sent");
        var sent = request.Sent.SelectMany(c => c).ToArray();
        var got = await ReadAsync(body, sent.Length);

        gate.Release();

        Assert.Equal(sent, got);
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadAsync(new byte[1]).AsTask().InTimeAsync("the stream to break"));
        Assert.Equal(200, (int)response.StatusCode);
    }

    private async Task AssertChunkByChunkAsync(StreamGate gate, HttpRequestMessage request)
    {
        var mark = Upstream.Requests.Mark();
        using var response = await SendAsync(request, gate);
        var body = await response.Content.ReadAsStreamAsync(Cancel);
        var seen = await Upstream.Requests.NextAsync(mark);
        var chunks = 0;
        while (true)
        {
            await Eventually.HoldsAsync(() => seen.Sent.Count > chunks || seen.Ended.IsCompleted, "the provider to send");
            if (seen.Sent.Count == chunks) break;
            // The next chunk stays behind the gate until this one has been read: a proxy that buffers hangs here.
            Assert.Equal(chunks + 1, seen.Sent.Count);
            Assert.Equal(seen.Sent[chunks], await ReadAsync(body, seen.Sent[chunks].Length));
            chunks++;
            gate.Release();
        }

        Assert.True(chunks > 4, $"only {chunks} chunks");
        Assert.Equal(0, await body.ReadAsync(new byte[1]).AsTask().InTimeAsync("the stream to end"));
        request.Dispose();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, StreamGate gate)
    {
        gate.Release();
        return await Product.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel).InTimeAsync("the headers to come");
    }

    private static async Task<byte[]> ReadAsync(Stream body, int count)
    {
        var buffer = new byte[count];
        await body.ReadExactlyAsync(buffer).AsTask().InTimeAsync("the bytes that were sent");
        return buffer;
    }
}
