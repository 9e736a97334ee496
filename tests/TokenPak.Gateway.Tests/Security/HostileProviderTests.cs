using System.IO.Compression;
using System.Net;
using System.Text;
using TokenPak.Contracts.Events;
using TokenPak.Gateway.Tests.Support;
using TokenPak.TestKit.Waiting;

namespace TokenPak.Gateway.Tests.Security;

/// <summary>What a provider, or somebody who speaks for it, answers: it harms neither the caller nor the next request.</summary>
public sealed class HostileProviderTests
{
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"id\":\"one\"}";

    [Fact]
    public async Task Redirect_IsHandedOn_AndNotFollowed()
    {
        await using var elsewhere = new RawProvider(Good);
        await using var provider = new RawProvider($"HTTP/1.1 307 Temporary Redirect\r\nLocation: {elsewhere.Address}/v1/chat/completions\r\nContent-Length: 0\r\n\r\n");
        await using var gateway = await StartAsync(provider);

        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();

        Assert.Equal(HttpStatusCode.TemporaryRedirect, response.StatusCode);
        Assert.Equal($"{elsewhere.Address}/v1/chat/completions", response.Headers.Location?.ToString());
        Assert.Equal(0, elsewhere.Requests);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nWRONG", "a second answer behind the first")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "two lengths")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 7\r\n\r\n{}WRONG", "two different lengths")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: b\rSet-Cookie: x=WRONG\r\nContent-Length: 2\r\n\r\n{}", "a bare CR in a header")]
    [InlineData("HTTP/1.1 200 OK\r\nX-A: b\0c\r\nContent-Length: 2\r\n\r\n{}", "a NUL in a header")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nWRONG\r\n0\r\n\r\n", "a chunk that is none")]
    [InlineData("HTTP/9.9 200 OK\r\n\r\n", "another protocol")]
    [InlineData("no HTTP at all\r\n\r\n", "no HTTP")]
    public async Task Answer_ThatIsAmbiguousOrBroken_NeverReachesTheNextRequest(string answer, string kind)
    {
        await using var provider = new RawProvider(answer, Good);
        await using var gateway = await StartAsync(provider);

        try
        {
            using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();
            Assert.False(response.Headers.Contains("Set-Cookie"), kind);
        }
        catch (HttpRequestException)
        {
            // The client sees that the answer broke off.
        }

        using var next = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();

        Assert.True(next.StatusCode == HttpStatusCode.OK, kind);
        Assert.Equal("{\"id\":\"one\"}", await next.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Headers_WithoutEnd_AreBounded()
    {
        await using var provider = new RawProvider("HTTP/1.1 200 OK\r\n" + string.Concat(Enumerable.Range(0, 4000).Select(i => $"X-{i}: {new string('a', 1000)}\r\n")) + "\r\n", Good);
        await using var gateway = await StartAsync(provider);

        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal(RequestOutcome.UpstreamUnavailable, (await gateway.Events.SingleAsync()).Outcome);
    }

    [Fact]
    public async Task CompressedBomb_CrossesAsItIs_AndTakesNoMemoryForWhatItUnpacksTo()
    {
        const int Unpacked = 400_000_000;
        var bomb = Bomb(Unpacked);
        await using var provider = new RawProvider([[.. Encoding.Latin1.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {bomb.Length}\r\n\r\n"), .. bomb]]);
        await using var gateway = await StartAsync(provider);
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);

        using var response = await gateway.Client.SendAsync(Requests.OpenAIChat()).InTimeAsync();

        Assert.Equal(bomb, await response.Content.ReadAsByteArrayAsync());
        await gateway.Events.SingleAsync();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, Unpacked / 10);
    }

    private static byte[] Bomb(int unpacked)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var block = new byte[1_000_000];
            for (var written = 0; written < unpacked; written += block.Length) gzip.Write(block);
        }

        return packed.ToArray();
    }

    private static Task<GatewayHost> StartAsync(RawProvider provider) =>
        GatewayHost.StartAsync(new Dictionary<string, string?> { ["TokenPak:Upstreams:openai:BaseUrl"] = provider.Address }, withUpstream: false);
}
