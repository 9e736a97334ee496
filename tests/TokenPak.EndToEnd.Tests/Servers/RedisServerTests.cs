using System.Net;
using System.Net.Sockets;
using System.Text;
using TokenPak.TestKit.Servers;

namespace TokenPak.EndToEnd.Tests.Servers;

/// <summary>The fixture does to Redis what it says.</summary>
public sealed class RedisServerTests
{
    [Fact]
    public async Task Redis_RestartedAfterACrash_ServesAgainOnItsPortAndIsEmpty()
    {
        await using var redis = await RedisServer.StartAsync();
        Assert.Equal("+OK", await AskAsync(redis, "SET key value"));
        Assert.Equal("$5", await AskAsync(redis, "GET key"));

        await redis.KillAsync();
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(redis, "PING"));

        await redis.RestartAsync();
        Assert.Equal("$-1", await AskAsync(redis, "GET key"));
    }

    [Fact]
    public async Task Redis_Paused_AnswersOnlyWhenItGoesOn()
    {
        await using var redis = await RedisServer.StartAsync();
        await redis.PauseAsync();
        var answer = AskAsync(redis, "PING");
        Assert.False(answer.IsCompleted);

        await redis.ContinueAsync();
        Assert.Equal("+PONG", await answer.InTimeAsync());
    }

    [Fact]
    public async Task Redis_Disposed_FreesItsPortEvenWherePaused()
    {
        var redis = await RedisServer.StartAsync();
        await redis.PauseAsync();
        await redis.DisposeAsync();
        await Assert.ThrowsAsync<SocketException>(() => AskAsync(redis, "PING"));
    }

    private static async Task<string?> AskAsync(RedisServer redis, string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, redis.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        return await reader.ReadLineAsync();
    }
}
