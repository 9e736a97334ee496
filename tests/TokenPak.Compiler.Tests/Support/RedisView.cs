using System.Globalization;
using StackExchange.Redis;
using TokenPak.TestKit.Servers;

namespace TokenPak.Compiler.Tests.Support;

/// <summary>Looks into a Redis, and changes it, as somebody with a console would.</summary>
internal sealed class RedisView : IAsyncDisposable
{
    private readonly ConnectionMultiplexer _connection;

    private RedisView(ConnectionMultiplexer connection) => _connection = connection;

    public IDatabase Database => _connection.GetDatabase();

    private IServer Server => _connection.GetServers().Single();

    public static async Task<RedisView> OpenAsync(RedisServer redis) => new(await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString + ",allowAdmin=true"));

    public HashSet<string> Keys() => [.. Server.Keys(pageSize: 1000).Select(key => Convert.ToHexString(key!))];

    public IEnumerable<RedisKey> RawKeys() => Server.Keys(pageSize: 1000);

    /// <summary>How often the server has run a command since it started.</summary>
    public async Task<int> CallsAsync(string command)
    {
        var statistics = await Server.InfoAsync("commandstats");
        var line = statistics.SelectMany(section => section).FirstOrDefault(entry => entry.Key == "cmdstat_" + command).Value;
        return line is null ? 0 : int.Parse(line.Split(',')[0].Split('=')[1], CultureInfo.InvariantCulture);
    }

    /// <summary>Changes the last byte of every value.</summary>
    public async Task DamageAsync()
    {
        foreach (var key in RawKeys())
        {
            byte[] value = (await Database.StringGetAsync(key))!;
            value[^1] ^= 1;
            await Database.StringSetAsync(key, value);
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
