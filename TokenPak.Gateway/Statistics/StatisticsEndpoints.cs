using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TokenPak.Contracts;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Routing;

namespace TokenPak.Gateway.Statistics;

/// <summary>The statistics API, composed of Telemetry, the compiler and the gateway itself.</summary>
internal static class StatisticsEndpoints
{
    private static ReportsJsonContext Json => ReportsJsonContext.Default;

    public static void AddStatistics(this IHostApplicationBuilder builder)
    {
        // In TokenPak.Local telemetry itself is registered already.
        if (builder.Services.All(d => d.ServiceType != typeof(IStatistics)))
        {
            builder.Services.AddHttpClient<IStatistics, HttpStatistics>(client =>
            {
                client.BaseAddress = new Uri($"http://{ResourceNames.Telemetry}");
                client.Timeout = TimeSpan.FromSeconds(10);
            })
                .UseSocketsHttpHandler((handler, _) => handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5))
                .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
                .AddServiceDiscovery();
            builder.Services.AddSingleton(new RemotePart(ResourceNames.Telemetry));
        }

        builder.Services.AddHttpClient(RemoteParts.ClientName).AddServiceDiscovery();
        builder.Services.TryAddSingleton<RemoteParts>();
        builder.Services.TryAddSingleton<HealthSource>();
    }

    public static void MapStatistics(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health", HealthAsync);
        app.MapGet("/stats", StatsAsync).AddEndpointFilter(UnavailableAsync);
        app.MapGet("/stats/last", LastAsync).AddEndpointFilter(UnavailableAsync);
        app.MapGet("/stats/session", SessionAsync).AddEndpointFilter(UnavailableAsync);
        app.MapPost("/stats/session", StartSessionAsync).AddEndpointFilter(UnavailableAsync);
        app.MapGet("/cache-stats", CacheAsync).AddEndpointFilter(UnavailableAsync);
        app.MapGet("/recent", RecentAsync).AddEndpointFilter(UnavailableAsync);
        app.MapGet("/recent.csv", CsvAsync).AddEndpointFilter(UnavailableAsync);
        app.MapUsage();
        app.MapConfiguration();
        app.MapGet("/metrics", PrometheusText.Write);
    }

    /// <summary>503 with Retry-After where telemetry is away.</summary>
    internal static async ValueTask<object?> UnavailableAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StatisticsUnavailableException e)
        {
            context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("TokenPak.Gateway.Statistics").TelemetryUnavailable(e.Message);
            context.HttpContext.Response.Headers.RetryAfter = "5";
            await context.HttpContext.WriteErrorAsync(StatusCodes.Status503ServiceUnavailable, ErrorTypes.Unavailable, "Telemetry is away; try again soon.");
            return Results.Empty;
        }
    }

    private static async Task<IResult> HealthAsync(HealthSource health, CancellationToken cancellationToken) =>
        Results.Json(await health.GetAsync(cancellationToken), Json.HealthReport);

    private static async Task<IResult> StatsAsync(IStatistics statistics, HealthSource health, Router router, CancellationToken cancellationToken)
    {
        var asking = health.AskCompilerAsync(cancellationToken);
        var snapshot = await statistics.GetSnapshotAsync(cancellationToken);
        var compiler = await asking;
        return Results.Json(
            new StatsReport
            {
                Session = snapshot.Session,
                CompilationMode = health.ModeName,
                Router = new EnabledHealth(router.IsEnabled),
                Today = snapshot.Today,
                ByModel = snapshot.ByModel,
                Recent = snapshot.Recent,
                VaultIndex = new VaultSummary(compiler?.Vault?.Available ?? false, compiler?.Vault?.Blocks),
                Degraded = health.Degraded(compiler),
            },
            Json.StatsReport);
    }

    private static async Task<IResult> LastAsync(IStatistics statistics, CancellationToken cancellationToken) =>
        await statistics.GetLastAsync(cancellationToken) is { } last
            ? Results.Json(last, Json.LastRequest)
            : Results.Json(new NothingYet("no_requests", "No request has gone through yet."), Json.NothingYet);

    private static async Task<IResult> SessionAsync(IStatistics statistics, CancellationToken cancellationToken) =>
        Results.Json(await statistics.GetSessionAsync(cancellationToken), Json.SessionStatistics);

    private static async Task<IResult> StartSessionAsync(IStatistics statistics, CancellationToken cancellationToken)
    {
        await statistics.StartSessionAsync(cancellationToken);
        return Results.Json(new Acknowledged("ok"), Json.Acknowledged);
    }

    private static async Task<IResult> CacheAsync(IStatistics statistics, HealthSource health, CancellationToken cancellationToken)
    {
        var asking = health.AskCompilerAsync(cancellationToken);
        var provider = await statistics.GetProviderCacheAsync(cancellationToken);
        var cache = await asking;
        var asked = cache?.CacheHits + cache?.CacheMisses;
        return Results.Json(
            new CacheReport
            {
                HitRate = asked > 0 ? (double?)cache?.CacheHits / asked : null,
                CacheHits = cache?.CacheHits,
                CacheMisses = cache?.CacheMisses,
                TtlSeconds = cache?.TtlSeconds,
                Entries = cache?.Entries,
                Bytes = cache?.Bytes,
                Evictions = cache?.Evictions,
                MissReasons = cache?.MissReasons,
                Originals = cache?.Originals,
                Provider = provider,
                Degraded = health.Degraded(cache),
            },
            Json.CacheReport);
    }

    private static async Task<IResult> RecentAsync(HttpContext context, IStatistics statistics, CancellationToken cancellationToken)
    {
        if (!StatisticsQueries.TryRecent(context.Request.Query, maxLimit: 50, defaultLimit: 50, out var query, out var error)) return await BadQueryAsync(context, error);
        return Results.Json(await statistics.GetRecentAsync(query, cancellationToken), Json.RecentRequests);
    }

    private static async Task<IResult> CsvAsync(HttpContext context, IStatistics statistics, CancellationToken cancellationToken)
    {
        if (!StatisticsQueries.TryRecent(context.Request.Query, maxLimit: 100_000, defaultLimit: 10_000, out var query, out var error)) return await BadQueryAsync(context, error);
        var rows = await statistics.GetRecentAsync(query, cancellationToken);
        context.Response.Headers.ContentDisposition = "attachment; filename=\"tokenpak-recent.csv\"";
        return Results.Text(Csv.Write(CsvColumns.Requests, rows.Recent), "text/csv; charset=utf-8");
    }

    internal static async Task<IResult> BadQueryAsync(HttpContext context, string message)
    {
        await context.WriteErrorAsync(StatusCodes.Status400BadRequest, ErrorTypes.InvalidRequest, message);
        return Results.Empty;
    }
}
