using Microsoft.Extensions.Options;
using StackExchange.Redis;
using TokenPak.Compiler.Compilation;
using TokenPak.Contracts;

namespace TokenPak.Compiler.Caching;

/// <summary>The one place that registers Redis: by StackExchange.Redis itself, or by Aspire's client package, with the same settings, spans and state in <c>/health</c>.</summary>
internal static class RedisExtensions
{
    public static void AddRedis(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<RedisConnection>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RedisConnection>());
        if (builder.Configuration.GetConnectionString(ResourceNames.Cache) is not { Length: > 0 } connection) return;
#if ASPIRE_CLIENTS
        builder.AddRedisClient(ResourceNames.Cache, settings =>
        {
            // It is opened in the background, and the compiler's own span and state tell of it.
            settings.DisableAutoActivation = true;
            settings.DisableHealthChecks = true;
            settings.DisableTracing = true;
        });
        builder.Services.AddOptions<ConfigurationOptions>().Configure<IOptions<CompilerOptions>>(Complete);
#else
        builder.Services.AddSingleton<IConnectionMultiplexer>(services =>
        {
            var settings = ConfigurationOptions.Parse(connection);
            Complete(settings, services.GetRequiredService<IOptions<CompilerOptions>>());
            return ConnectionMultiplexer.Connect(settings);
        });
#endif
    }

    private static void Complete(ConfigurationOptions settings, IOptions<CompilerOptions> options)
    {
        settings.AbortOnConnectFail = false;
        settings.BacklogPolicy = BacklogPolicy.FailFast;
        settings.AsyncTimeout = options.Value.CacheTimeoutMilliseconds;
        settings.ReconnectRetryPolicy = new LinearRetry(1000);
        settings.ClientName = "tokenpak-compiler";
    }
}
