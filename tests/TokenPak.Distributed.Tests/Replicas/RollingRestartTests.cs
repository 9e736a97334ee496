namespace TokenPak.Distributed.Tests.Replicas;

/// <summary>An upgrade as it is done: every service restarted in turn, under traffic, with streams open.</summary>
public sealed class RollingRestartTests(SharedServers servers)
{
    private const int Meanwhile = 12;

    [Fact]
    public async Task EveryService_RestartedInTurn_LosesNothing()
    {
        await using var product = await DistributedProduct.StartAsync(Patience.Options, servers.Servers, gateways: 2, compilers: 2);
        var serving = product.Gateways[0];
        var traffic = Traffic.Start(product, () => serving.Address);
        await traffic.FurtherAsync(Meanwhile);
        foreach (var service in (ServiceProcess[])[.. product.Compilers, product.Telemetry, product.Dashboard])
        {
            await RestartAsync(service);
            await traffic.FurtherAsync(Meanwhile);
        }

        // A balancer takes a gateway out before it ends it; a stream that is open then goes on to its end.
        foreach (var gateway in product.Gateways)
        {
            using var gate = new StreamGate();
            using var rule = product.Upstream.When(r => r.Header(Traffic.KeyHeader) is null && r.Provider == "anthropic", new Behavior { Gate = gate });
            using var client = product.NewClient();
            var stream = StreamAsync(client, gateway);
            gate.Release();
            await Eventually.HoldsAsync(() => gate.Sent > 0, "the stream to begin");
            serving = product.Gateways.First(g => g != gateway);
            await traffic.FurtherAsync(Meanwhile);
            var stopping = gateway.StopAsync();
            gate.Open();
            Assert.Contains("event: message_stop", await stream.InTimeAsync(), StringComparison.Ordinal);
            Assert.Equal(0, await stopping);
            await RestartAsync(gateway);
        }

        var sent = await traffic.EndAsync();
        sent.AssertAllAnswered();
        await sent.AssertStoredOnceAsync(product);
        await sent.AssertHistoryKeptAsync(product);
    }

    private static async Task RestartAsync(ServiceProcess service)
    {
        await service.RestartAsync();
        await Eventually.HoldsAsync(service.IsReadyAsync, "the service to be ready");
    }

    private static async Task<string> StreamAsync(HttpClient client, ServiceProcess gateway)
    {
        using var request = WireRequest.Post(gateway.Address, Dialect.Anthropic, new AgentConversation(Dialect.Anthropic, task: "Stream.").Request(1, streamed: true), streamed: true);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).InTimeAsync("an answer");
        return await response.Content.ReadAsStringAsync();
    }
}
