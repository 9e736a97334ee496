using System.Net;
using System.Net.WebSockets;
using System.Text;

namespace TokenPak.EndToEnd.Tests.Faithful;

/// <summary>The ways in which HTTP carries a request.</summary>
public sealed class TransportTests(SharedProduct shared) : EndToEndTest(shared)
{
    [Theory]
    [MemberData(nameof(Dialects.Both), MemberType = typeof(Dialects))]
    public async Task Http2_WithoutTls_IsServed(Dialect dialect, bool streamed)
    {
        using var client = Product.NewClient(HttpVersion.Version20);
        using var request = WireRequest.Post(Product.Address, dialect, WireRequest.Ask(dialect, "Hello.", streamed), streamed);
        request.Version = HttpVersion.Version20;

        using var response = await client.SendAsync(request, Cancel).InTimeAsync("an answer");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(HttpVersion.Version20, response.Version);
        Assert.NotEqual("", await response.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Expect100Continue_IsAnsweredBeforeTheBody()
    {
        var body = WireRequest.Ask(Dialect.Anthropic, "Hello.");
        using var connection = await RawConnection.OpenAsync(Product.BaseAddressFor("anthropic"));
        await connection.SendAsync(Head($"Content-Length: {body.Length}\r\nExpect: 100-continue\r\n"));

        Assert.Equal(100, (await connection.ReadAsync())?.Status);
        await connection.SendAsync(body);

        Assert.Equal(200, (await connection.ReadAsync())?.Status);
    }

    [Fact]
    public async Task Connection_KeptAlive_CarriesManyRequests()
    {
        var body = WireRequest.Ask(Dialect.Anthropic, "Hello.");
        using var connection = await RawConnection.OpenAsync(Product.BaseAddressFor("anthropic"));
        for (var i = 0; i < 3; i++)
        {
            await connection.SendAsync(Head($"Content-Length: {body.Length}\r\n") + body);
            Assert.Equal(200, (await connection.ReadAsync())?.Status);
        }
    }

    [Fact]
    public async Task WebSocket_OfTheRealtimeApi_CarriesMessagesBothWays()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Authorization", "Bearer " + Keys.OpenAI);
        socket.Options.AddSubProtocol("realtime");
        var address = new UriBuilder(Product.BaseAddressFor("openai")) { Scheme = "ws", Path = "/v1/realtime", Query = "model=gpt-realtime" }.Uri;
        var mark = Upstream.Requests.Mark();
        await socket.ConnectAsync(address, Cancel).InTimeAsync("the upgrade");

        var greeting = await ReceiveAsync(socket);
        var message = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + new string('A', 100_000) + "\"}";
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Cancel);
        var echo = await ReceiveAsync(socket);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", Cancel).InTimeAsync("the closing");

        Assert.Contains("session.created", greeting, StringComparison.Ordinal);
        Assert.Equal(message, echo);
        Assert.Equal("realtime", socket.SubProtocol);
        var seen = await Upstream.Requests.NextAsync(mark);
        Assert.Equal("/v1/realtime?model=gpt-realtime", seen.RawTarget);
        Assert.Equal(RequestEnd.Answered, await seen.Ended.InTimeAsync());
    }

    [Fact]
    public async Task WebSocket_Refused_ShowsTheProvidersStatus()
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(Product.BaseAddressFor("openai")) { Scheme = "ws", Path = "/v1/realtime", Query = "model=gpt-realtime" }.Uri;

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(address, Cancel).InTimeAsync("the refusal"));

        Assert.Equal(HttpStatusCode.Unauthorized, socket.HttpStatusCode);
    }

    private string Head(string further) =>
        $"POST /v1/messages HTTP/1.1\r\nHost: {Product.BaseAddressFor("anthropic").Authority}\r\nContent-Type: application/json\r\nx-api-key: {Keys.Anthropic}\r\nanthropic-version: 2023-06-01\r\n{further}\r\n";

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var text = new StringBuilder();
        var buffer = new byte[8192];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), Cancel).AsTask().InTimeAsync("a message");
            text.Append(Encoding.UTF8.GetString(buffer, 0, part.Count));
            if (part.EndOfMessage) return text.ToString();
        }
    }
}
