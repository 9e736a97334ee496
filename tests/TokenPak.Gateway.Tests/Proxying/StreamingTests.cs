using System.Net;
using System.Net.WebSockets;
using System.Text;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Upstream;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Proxying;

/// <summary>Streams: each chunk as it arrives, broken ends stay broken, a client that leaves is missed.</summary>
public sealed class StreamingTests
{
    [Fact]
    public async Task Stream_EachEvent_ArrivesBeforeTheNextIsSent()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var gate = new StreamGate();
        using var rule = gateway.Upstream.Always(new Behavior { Gate = gate });
        gate.Release();
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(stream: true), HttpCompletionOption.ResponseHeadersRead).InTimeAsync();
        await using var body = await response.Content.ReadAsStreamAsync();

        var buffer = new byte[64 * 1024];
        var seen = Assert.Single(gateway.Upstream.Requests.All);
        for (var i = 0; i < 4; i++)
        {
            if (i > 0) gate.Release();
            var read = await body.ReadAsync(buffer).AsTask().InTimeAsync();
            Assert.Equal(i + 1, gate.Sent);
            Assert.Equal(seen.Sent[i], buffer[..read]);
        }

        gate.Open();
        using var rest = new MemoryStream();
        await body.CopyToAsync(rest).InTimeAsync();
        Assert.EndsWith("\"message_stop\"   }\n\n", Encoding.UTF8.GetString(rest.ToArray()), StringComparison.Ordinal);
        var completed = await gateway.Events.SingleAsync();
        Assert.True(completed.Streamed);
        Assert.Equal(seen.Usage?.Output, completed.Usage?.OutputTokens);
        Assert.NotNull(completed.StopReason);
    }

    [Fact]
    public async Task Stream_WhoseProviderDies_BreaksTheClientsConnection()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var gate = new StreamGate();
        using var rule = gateway.Upstream.Always(new Behavior { Gate = gate, DieAfterChunks = 1 });
        gate.Release();
        using var response = await gateway.Client.SendAsync(Requests.Anthropic(stream: true), HttpCompletionOption.ResponseHeadersRead).InTimeAsync();
        await using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4096];
        Assert.True(await body.ReadAsync(buffer).AsTask().InTimeAsync() > 0);
        gate.Release();
        await Assert.ThrowsAnyAsync<IOException>(async () =>
        {
            while (await body.ReadAsync(buffer).AsTask().InTimeAsync() > 0)
            {
                // A clean end would leave the loop without an exception.
            }
        });

        var completed = await gateway.Events.SingleAsync();
        Assert.Equal(RequestOutcome.UpstreamAborted, completed.Outcome);
        Assert.Null(completed.Usage?.OutputTokens);
    }

    [Fact]
    public async Task Stream_WhoseClientLeaves_IsCancelledAtTheProvider()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var gate = new StreamGate();
        using var rule = gateway.Upstream.Always(new Behavior { Gate = gate });
        gate.Release();
        using (var response = await gateway.Client.SendAsync(Requests.OpenAIChat(stream: true), HttpCompletionOption.ResponseHeadersRead).InTimeAsync())
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            Assert.True(await body.ReadAsync(new byte[4096]).AsTask().InTimeAsync() > 0);
        }

        Assert.Equal(RequestEnd.Aborted, await Assert.Single(gateway.Upstream.Requests.All).Ended.InTimeAsync());
        Assert.Equal(RequestOutcome.ClientCancelled, (await gateway.Events.SingleAsync()).Outcome);
    }

    [Theory]
    [InlineData("gpt-4o-gzip", false)]
    [InlineData("gpt-4o-gzip", true)]
    [InlineData("gpt-4o-br", true)]
    [InlineData("gpt-4o-zstd", false)]
    [InlineData("gpt-4o-zstd", true)]
    public async Task Response_Compressed_CrossesAsItIsAndItsUsageIsRead(string model, bool stream)
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat(model, stream, stream ? ",\"stream_options\":{\"include_usage\":true}" : ""));

        var seen = Assert.Single(gateway.Upstream.Requests.All);
        Assert.Equal(seen.Sent.SelectMany(c => c), await response.Content.ReadAsByteArrayAsync());
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal(UsageSource.Provider, completed.UsageSource);
        Assert.Equal(seen.Usage?.Output, completed.Usage?.OutputTokens);
    }

    [Fact]
    public async Task Stream_WithoutUsage_HasItsOutputCounted()
    {
        await using var gateway = await GatewayHost.StartAsync();
        var events = new SseBuilder().Data("""{"model":"gpt-4o","choices":[{"delta":{"content":"Hello"}}]}""").Data("""{"model":"gpt-4o","choices":[{"delta":{"content":" world"},"finish_reason":"stop"}]}""").Data("[DONE]");
        using var rule = gateway.Upstream.Always(new Behavior { Reply = UpstreamReply.Events(events) });
        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat(stream: true));

        var completed = await gateway.Events.SingleAsync();
        Assert.Equal(UsageSource.Counted, completed.UsageSource);
        Assert.Equal("Hello world".Length, completed.Usage?.OutputTokens);
        Assert.Equal(completed.TokensAfter, completed.Usage?.UncachedInputTokens);
    }

    [Fact]
    public async Task Garbage_FromTheProvider_CrossesAndSaysNothing()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat("gpt-4o-garbage"));
        Assert.Equal(Assert.Single(gateway.Upstream.Requests.All).Sent.SelectMany(c => c), await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(UsageSource.Unknown, (await gateway.Events.SingleAsync()).UsageSource);
    }

    [Fact]
    public async Task WebSocket_Upgrade_PassesBothWays()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + Requests.OpenAIKey);
        await socket.ConnectAsync(new Uri($"ws://{gateway.Address.Authority}/v1/realtime?model=gpt-realtime"), CancellationToken.None).InTimeAsync();
        await socket.SendAsync("{\"type\":\"response.create\"}"u8.ToArray(), WebSocketMessageType.Text, true, CancellationToken.None);
        var received = await socket.ReceiveAsync(new byte[4096], CancellationToken.None).InTimeAsync();
        Assert.True(received.Count > 0);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).InTimeAsync();

        var completed = await gateway.Events.SingleAsync();
        Assert.Equal("realtime", completed.RequestType);
        Assert.Equal(101, completed.StatusCode);
    }

    [Fact]
    public async Task Http2_WithPriorKnowledge_SharesThePort()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var client = new HttpClient { BaseAddress = gateway.Address, DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        using var response = await client.SendAsync(WithVersion2(Requests.Anthropic(stream: true))).InTimeAsync();
        using var other = await gateway.Client.SendAsync(Requests.Anthropic()).InTimeAsync();

        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.Equal(HttpVersion.Version11, other.Version);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains("message_stop", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        static HttpRequestMessage WithVersion2(HttpRequestMessage request)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            return request;
        }
    }

    [Fact]
    public async Task Http1_WithASlowFirstLine_IsNotMistaken()
    {
        await using var gateway = await GatewayHost.StartAsync();
        using var connection = await RawConnection.OpenAsync(gateway.Address);
        await connection.SendAsync("P");
        await connection.SendAsync("RI");
        await connection.SendAsync($"X /nothing HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404", await connection.ReadUntilAsync("\r\n"), StringComparison.Ordinal);
    }
}
