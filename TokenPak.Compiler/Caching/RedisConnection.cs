using System.Net;
using StackExchange.Redis;
using TokenPak.Compiler.Diagnostics;
using TokenPak.Contracts;
using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Compiler.Caching;

/// <summary>The one Redis connection, opened in the background: nothing waits for it, and it comes back by itself.</summary>
internal sealed class RedisConnection(IConfiguration configuration, IServiceProvider services, ILogger<RedisConnection> logger) : IHostedService
{
    /// <summary>What the compiler needs when it runs on its own.</summary>
    public static RequiredConnection Required { get; } = new(ResourceNames.Cache, IsUsable, "host:port,password=...");

    private Task<IConnectionMultiplexer>? _connecting;

    public bool IsConfigured { get; } = !string.IsNullOrWhiteSpace(configuration.GetConnectionString(ResourceNames.Cache));

    /// <summary>The first attempt to connect.</summary>
    public Task Connecting => _connecting ?? Task.CompletedTask;

    /// <summary>The database while Redis answers; null otherwise.</summary>
    public IDatabase? Database =>
        _connecting is { IsCompletedSuccessfully: true } task && task.Result.IsConnected ? task.Result.GetDatabase() : null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsConfigured) return Task.CompletedTask;

        // Making it is connecting, which waits.
        _connecting = Task.Run(services.GetRequiredService<IConnectionMultiplexer>, CancellationToken.None);
        _ = ReportAsync(_connecting);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static bool IsUsable(string connectionString)
    {
        try
        {
            var endpoints = ConfigurationOptions.Parse(connectionString).EndPoints;
            return endpoints.Count > 0 && endpoints.All(endpoint => endpoint is not DnsEndPoint dns || Uri.CheckHostName(dns.Host) != UriHostNameType.Unknown);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            return false;
        }
    }

    private async Task ReportAsync(Task<IConnectionMultiplexer> connecting)
    {
        try
        {
            var multiplexer = await connecting;
            multiplexer.ConnectionFailed += (_, e) => logger.CacheAway(e.FailureType.ToString());
            multiplexer.ConnectionRestored += (_, _) => logger.CacheBack();
            if (!multiplexer.IsConnected) logger.CacheAway("not reachable yet");
        }
        catch (RedisException e)
        {
            logger.CacheAway(e.GetType().Name);
        }
    }
}
