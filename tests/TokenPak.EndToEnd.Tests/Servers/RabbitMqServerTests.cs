using System.Net;
using System.Net.Sockets;
using TokenPak.TestKit.Servers;

namespace TokenPak.EndToEnd.Tests.Servers;

/// <summary>The fixture does to RabbitMQ what it says. One test: a broker takes seconds to start.</summary>
public sealed class RabbitMqServerTests
{
    private static readonly byte[] ProtocolHeader = [(byte)'A', (byte)'M', (byte)'Q', (byte)'P', 0, 0, 9, 1];

    [Fact]
    public async Task RabbitMq_PausedThenKilledThenRestarted_DoesAsItIsTold()
    {
        var broker = await RabbitMqServer.StartAsync();
        await using (broker)
        {
            Assert.Equal(1, await FirstByteAsync(broker));
            Assert.NotEqual(broker.NewConnectionString(), broker.NewConnectionString());

            await broker.PauseAsync();
            var answer = FirstByteAsync(broker);
            Assert.False(answer.IsCompleted);
            await broker.ContinueAsync();
            Assert.Equal(1, await answer.InTimeAsync());

            await broker.KillAsync();
            await Assert.ThrowsAsync<SocketException>(() => FirstByteAsync(broker));

            await broker.RestartAsync();
            Assert.Equal(1, await FirstByteAsync(broker));
        }

        await Assert.ThrowsAsync<SocketException>(() => FirstByteAsync(broker));
    }

    /// <summary>A method frame, whose type is 1, opens the broker's side of a connection.</summary>
    private static async Task<int> FirstByteAsync(RabbitMqServer broker)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, broker.Port);
        await client.GetStream().WriteAsync(ProtocolHeader);
        var answer = new byte[1];
        await client.GetStream().ReadExactlyAsync(answer);
        return answer[0];
    }
}
