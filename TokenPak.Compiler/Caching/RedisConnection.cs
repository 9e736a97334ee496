using System.Net;
using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TokenPak.Compiler.Compilation;
using TokenPak.Compiler.Diagnostics;
using TokenPak.Contracts;
using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Compiler.Caching;

/// <summary>The one Redis connection, opened in the background: nothing waits for it, and it comes back by itself.</summary>
internal sealed class RedisConnection(IConfiguration configuration, IOptions<CompilerOptions> options, ILogger<RedisConnection> logger) : IHostedService, IAsyncDisposable
{
    /// <summary>What the compiler needs when it runs on its own.</summary>
    public static RequiredConnection Required { get; } = new(ResourceNames.Cache, IsUsable, "host:port,password=...");

    private readonly string? _connectionString = configuration.GetConnectionString(ResourceNames.Cache);
    private Task<ConnectionMultiplexer>? _connecting;

    public bool IsConfigured => !string.IsNullOrWhiteSpace(_connectionString);

    /// <summary>The first attempt to connect.</summary>
    public Task Connecting => _connecting ?? Task.CompletedTask;

    /// <summary>The database while Redis answers; null otherwise.</summary>
    public IDatabase? Database =>
        _connecting is { IsCompletedSuccessfully: true } task && task.Result.IsConnected ? task.Result.GetDatabase() : null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsConfigured) return Task.CompletedTask;
        var settings = ConfigurationOptions.Parse(_connectionString ?? "");
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.AsyncTimeout = options.Value.CacheTimeoutMilliseconds;
        settings.ReconnectRetryPolicy = new LinearRetry(1000);
        settings.ClientName = "tokenpak-compiler";
        _connecting = ConnectionMultiplexer.ConnectAsync(settings);
        _ = ReportAsync(_connecting);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_connecting is { IsCompletedSuccessfully: true } task) await task.Result.DisposeAsync();
    }

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

    private async Task ReportAsync(Task<ConnectionMultiplexer> connecting)
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
