using System.Net;
using System.Text;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Faults;

/// <summary>A provider that fails in the ways networks and overloaded servers do: what the client sees, and what the event says.</summary>
public sealed class ProviderFaultTests
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private const string Usage = """{"model":"gpt-4o","usage":{"prompt_tokens":7,"completion_tokens":5}}""";

    [Theory]
    [InlineData("", HttpStatusCode.GatewayTimeout)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty", HttpStatusCode.GatewayTimeout)]
    public async Task Provider_SilentBeforeItsHeadersEnd_IsGivenUp(string sent, HttpStatusCode status)
    {
        await using var provider = new RawProvider(sent);
        await using var gateway = await StartAsync(provider);

        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();

        Assert.Equal(status, response.StatusCode);
        Assert.Contains("\"param\":null", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal((RequestOutcome.UpstreamUnavailable, UsageSource.Unknown), (completed.Outcome, completed.UsageSource));
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Ty")]
    public async Task Provider_GoneBeforeItsHeadersEnd_IsABadGateway(string sent)
    {
        await using var provider = new RawProvider((stream, end) => stream.WriteAsync(Encoding.Latin1.GetBytes(sent), end).AsTask());
        await using var gateway = await StartAsync(provider);

        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(RequestOutcome.UpstreamUnavailable, (await gateway.Events.SingleAsync()).Outcome);
    }

    [Theory]
    [InlineData("Content-Length: 4000\r\n\r\n{", false)]
    [InlineData("Content-Length: 4000\r\n\r\n{", true)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", false)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n", true)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nff\r\n{\"usage\":{\"prompt_tok", true)]
    public async Task Answer_BrokenOffOrFallenSilent_BreaksTheClientsConnection(string sent, bool isGone)
    {
        var bytes = Encoding.Latin1.GetBytes(Head + sent);
        await using var provider = isGone ? new RawProvider((stream, end) => stream.WriteAsync(bytes, end).AsTask()) : new RawProvider([bytes]);
        await using var gateway = await StartAsync(provider);

        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();
        });

        var completed = await gateway.Events.SingleAsync();
        Assert.Equal((RequestOutcome.UpstreamAborted, UsageSource.Unknown, (long?)null), (completed.Outcome, completed.UsageSource, completed.Usage?.OutputTokens));
    }

    [Fact]
    public async Task Answer_SlowerThanTheTimeoutInAll_ButNeverSilentForIt_ArrivesWhole()
    {
        var body = $"Content-Length: {Usage.Length}\r\n\r\n{Usage}";
        var pieces = (Head + body).Chunk(30).Select(piece => Encoding.Latin1.GetBytes(piece)).ToArray();
        await using var provider = new RawProvider(async (stream, end) =>
        {
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(piece, end);
                await Task.Delay(TimeSpan.FromMilliseconds(300), end);
            }
        });
        await using var gateway = await StartAsync(provider);

        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();

        Assert.Equal(Usage, await response.Content.ReadAsStringAsync());
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal((RequestOutcome.Completed, 5L), (completed.Outcome, completed.Usage?.OutputTokens));
        Assert.True(completed.LatencyMs > 1000, "slower than the timeout");
    }

    [Fact]
    public async Task Answer_OfAGigabyte_CrossesWhole_AndIsNotKept()
    {
        const int Pieces = 16 * 1024;
        var piece = new byte[64 * 1024];
        Array.Fill(piece, (byte)'x');
        await using var provider = new RawProvider(async (stream, end) =>
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"{Head}Content-Length: {(long)Pieces * piece.Length + Usage.Length + 1}\r\n\r\n{Usage[..^1]},\""), end);
            for (var i = 0; i < Pieces; i++) await stream.WriteAsync(piece, end);
        });
        await using var gateway = await StartAsync(provider);
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat(), HttpCompletionOption.ResponseHeadersRead).InTimeAsync();
        await using var body = await response.Content.ReadAsStreamAsync();
        var (buffer, received, most) = (new byte[1024 * 1024], 0L, 0L);
        while (await body.ReadAsync(buffer).AsTask().InTimeAsync() is var read and > 0)
        {
            received += read;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
        }

        Assert.Equal((long)Pieces * piece.Length + Usage.Length + 1, received);
        Assert.InRange(most, 0, 200_000_000);
        var completed = await gateway.Events.SingleAsync();
        Assert.Equal((RequestOutcome.Completed, 5L), (completed.Outcome, completed.Usage?.OutputTokens));
    }

    [Fact]
    public async Task Stream_WithoutEnd_StopsAtTheProvider_WhenTheClientLeaves()
    {
        var hungUp = new TaskCompletionSource();
        var events = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("data: {\"choices\":[{\"delta\":{\"content\":\"and so on \"}}]}\n\n", 500)));
        await using var provider = new RawProvider(async (stream, end) =>
        {
            try
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"u8.ToArray(), end);
                while (true) await stream.WriteAsync(events, end);
            }
            catch (IOException)
            {
                hungUp.SetResult();
            }
        });
        await using var gateway = await StartAsync(provider);

        using (var response = await gateway.Client.SendAsync(Requests.OpenAIChat(stream: true), HttpCompletionOption.ResponseHeadersRead).InTimeAsync())
        {
            await using var body = await response.Content.ReadAsStreamAsync();
            var buffer = new byte[1024 * 1024];
            for (var received = 0; received < 20_000_000;) received += await body.ReadAsync(buffer).AsTask().InTimeAsync();
        }

        await hungUp.Task.InTimeAsync("the provider to notice");
        Assert.Equal(RequestOutcome.ClientCancelled, (await gateway.Events.SingleAsync()).Outcome);
    }

    private static Task<GatewayHost> StartAsync(RawProvider provider) => GatewayHost.StartAsync(
        new Dictionary<string, string?>
        {
            ["TokenPak:Upstreams:openai:BaseUrl"] = provider.Address,
            ["TokenPak:UpstreamTimeoutSeconds"] = "1",
        },
        withUpstream: false);
}
