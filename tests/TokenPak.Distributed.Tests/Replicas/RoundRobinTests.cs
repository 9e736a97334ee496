namespace TokenPak.Distributed.Tests.Replicas;

/// <summary>I3 and I4 over replicas: whoever answers, with whatever it remembers, the bytes are the same.</summary>
public sealed class RoundRobinTests(SharedServers servers)
{
    private const int Turns = 6;

    private static readonly Dialect[] Dialects = [Dialect.Anthropic, Dialect.OpenAIChat, Dialect.OpenAIResponses, Dialect.Gemini];

    [Fact]
    public async Task TwoGatewaysAndCompilers_WarmColdAndWithoutRedis_SendTheSameBytes()
    {
        await using var product = await DistributedProduct.StartAsync(Patience.Options, servers.Servers, gateways: 2, compilers: 2);
        var balancer = new Balancer(product);
        var cold = await PlayAsync(product, balancer);
        AssertHistoryKept(cold);
        Same(cold, await PlayAsync(product, balancer), "with warm caches");

        foreach (var compiler in product.Compilers) await compiler.RestartAsync();
        Same(cold, await PlayAsync(product, balancer), "with the second level alone");

        await product.Redis.KillAsync();
        Same(cold, await PlayAsync(product, balancer), "with Redis gone");
        foreach (var compiler in product.Compilers) await compiler.RestartAsync();
        Same(cold, await PlayAsync(product, balancer), "with no cache at all");

        await product.Redis.RestartAsync();
        await product.Compilers[0].RestartAsync();
        Same(cold, await PlayAsync(product, balancer), "with an empty Redis and one warm compiler");
    }

    /// <summary>Every turn of a conversation in every dialect, each turn twice and so by both gateways; what reached the provider.</summary>
    private static async Task<List<(Dialect Dialect, byte[] Original, byte[] Sent)>> PlayAsync(DistributedProduct product, Balancer balancer)
    {
        var sent = new List<(Dialect, byte[], byte[])>();
        foreach (var dialect in Dialects)
        {
            var conversation = new AgentConversation(dialect);
            for (var turn = 1; turn <= Turns; turn++)
            {
                var original = System.Text.Encoding.UTF8.GetBytes(conversation.Request(turn));
                var (one, other) = (await SendAsync(product, balancer, dialect, original), await SendAsync(product, balancer, dialect, original));
                Assert.True(one.AsSpan().SequenceEqual(other), $"{dialect}, turn {turn}: the replicas send different bytes");
                sent.Add((dialect, original, one));
            }
        }

        Assert.All(Dialects, d => Assert.Contains(sent, s => s.Item1 == d && s.Item3.Length < s.Item2.Length));
        return sent;
    }

    private static async Task<byte[]> SendAsync(DistributedProduct product, Balancer balancer, Dialect dialect, byte[] body)
    {
        var mark = product.Upstream.Requests.Mark();
        using var request = WireRequest.Post(balancer.Next(), dialect, body);
        using var response = await product.Client.SendAsync(request).InTimeAsync("an answer");
        response.EnsureSuccessStatusCode();
        return Assert.Single(product.Upstream.Requests.Since(mark)).Body;
    }

    private static void Same(List<(Dialect Dialect, byte[] Original, byte[] Sent)> expected, List<(Dialect Dialect, byte[] Original, byte[] Sent)> actual, string when)
    {
        foreach (var (one, other) in expected.Zip(actual)) Assert.True(one.Sent.AsSpan().SequenceEqual(other.Sent), $"{one.Dialect}: other bytes {when}");
    }

    private static void AssertHistoryKept(List<(Dialect Dialect, byte[] Original, byte[] Sent)> turns)
    {
        foreach (var (before, now) in turns.Zip(turns.Skip(1)).Where(t => t.First.Dialect == t.Second.Dialect))
        {
            var end = before.Original.Length - before.Original.AsSpan().CommonPrefixLength(now.Original);
            Assert.True(before.Sent.AsSpan().CommonPrefixLength(now.Sent) >= before.Sent.Length - end, $"{now.Dialect}: history changed");
        }
    }
}
