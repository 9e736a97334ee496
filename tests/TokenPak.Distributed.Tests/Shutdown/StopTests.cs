using System.Text.Json;

namespace TokenPak.Distributed.Tests.Shutdown;

/// <summary>A gateway that is told to stop lets answers under way finish, for a while, and loses no event of them.</summary>
public sealed class StopTests(SharedServers servers)
{
    [Fact]
    public async Task Stream_UnderWayAtStop_RunsToItsEnd()
    {
        await using var product = await StartAsync(graceSeconds: 60);
        using var gate = new StreamGate();
        using var rule = product.Upstream.Always(new Behavior { Gate = gate });
        using var response = await OpenAsync(product, gate);

        var stopping = product.Gateways[0].StopAsync();
        await Eventually.HoldsAsync(async () => !await AcceptsAsync(product), "the gateway to take no more connections");
        gate.Open();

        Assert.Contains("message_stop", await response.Content.ReadAsStringAsync().InTimeAsync("the end of the stream"), StringComparison.Ordinal);
        await stopping.InTimeAsync("the gateway to end");
        await IsStoredAsync(product);
    }

    [Fact]
    public async Task Stream_ThatOutlivesTheGrace_IsCutAndItsEventStored()
    {
        await using var product = await StartAsync(graceSeconds: 1);
        using var gate = new StreamGate();
        using var rule = product.Upstream.Always(new Behavior { Gate = gate });
        using var response = await OpenAsync(product, gate);

        await product.Gateways[0].StopAsync().InTimeAsync("the gateway to end");

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());
        await IsStoredAsync(product);
    }

    private Task<DistributedProduct> StartAsync(int graceSeconds) => DistributedProduct.StartAsync(
        new ProductOptions { Environment = new Dictionary<string, string> { ["TokenPak__ShutdownGraceSeconds"] = $"{graceSeconds}" } }, servers.Servers);

    private static async Task<HttpResponseMessage> OpenAsync(DistributedProduct product, StreamGate gate)
    {
        using var request = WireRequest.Post(product.Address, Dialect.Anthropic, """{"model":"claude-haiku-4-5","max_tokens":64,"stream":true,"messages":[{"role":"user","content":"Hello"}]}""", streamed: true);
        var sending = product.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        gate.Release();
        return await sending.InTimeAsync("the first chunk");
    }

    private static async Task<bool> AcceptsAsync(DistributedProduct product)
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(product.Address.Host, product.Address.Port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    /// <summary>Asked of telemetry: the gateway is gone.</summary>
    private static Task IsStoredAsync(DistributedProduct product) => Eventually.HoldsAsync(
        async () => JsonElement.Parse(await product.Client.GetStringAsync(new Uri(product.Telemetry.Address, "/recent"))).GetProperty("recent").GetArrayLength() == 1,
        "the row of the request");
}
