using System.Text.Json.Serialization.Metadata;
using TokenPak.Contracts.Events;
using TokenPak.Contracts.Statistics;

namespace TokenPak.Telemetry.Statistics;

/// <summary><see cref="IStatistics"/> over HTTP: for the gateway, in the distributed system alone.</summary>
internal static class StatisticsEndpoints
{
    private const string RetryAfterSeconds = "2";

    public static void MapStatistics(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").AddEndpointFilter(AnswerUnavailable);
        group.MapGet("/snapshot", async (IStatistics statistics, CancellationToken cancellationToken) =>
            TypedResults.Json(await statistics.GetSnapshotAsync(cancellationToken), StatisticsJsonContext.Default.StatisticsSnapshot));
        group.MapGet("/last", async Task<IResult> (IStatistics statistics, CancellationToken cancellationToken) =>
            await statistics.GetLastAsync(cancellationToken) is { } last ? TypedResults.Json(last, StatisticsJsonContext.Default.LastRequest) : TypedResults.NoContent());
        group.MapGet("/session", async (IStatistics statistics, CancellationToken cancellationToken) =>
            TypedResults.Json(await statistics.GetSessionAsync(cancellationToken), StatisticsJsonContext.Default.SessionStatistics));
        group.MapGet("/provider-cache", async (IStatistics statistics, CancellationToken cancellationToken) =>
            TypedResults.Json(await statistics.GetProviderCacheAsync(cancellationToken), StatisticsJsonContext.Default.ProviderCacheTotals));
        group.MapGet("/recent", async ([AsParameters] RecentParameters parameters, IStatistics statistics, CancellationToken cancellationToken) =>
            TypedResults.Json(await statistics.GetRecentAsync(parameters.ToQuery(), cancellationToken), StatisticsJsonContext.Default.RecentRequests));
        group.MapGet("/requests/{id:guid}", async Task<IResult> (Guid id, IStatistics statistics, CancellationToken cancellationToken) =>
            await statistics.GetReceiptAsync(id, cancellationToken) is { } receipt ? TypedResults.Json(receipt, StatisticsJsonContext.Default.RequestReceipt) : TypedResults.NoContent());
        group.MapGet("/sessions", async ([AsParameters] SessionsParameters parameters, IStatistics statistics, CancellationToken cancellationToken) =>
            TypedResults.Json(await statistics.GetSessionsAsync(parameters.ToQuery(), cancellationToken), StatisticsJsonContext.Default.SessionUsageList));
        MapPeriod("/series", (s, q, c) => s.GetSeriesAsync(q, c), StatisticsJsonContext.Default.UsageSeries);
        MapPeriod("/trend", (s, q, c) => s.GetTrendAsync(q, c), StatisticsJsonContext.Default.UsageTrend);
        MapPeriod("/models", (s, q, c) => s.GetModelsAsync(q, c), StatisticsJsonContext.Default.ModelUsageList);
        MapPeriod("/agents", (s, q, c) => s.GetAgentsAsync(q, c), StatisticsJsonContext.Default.AgentUsageList);
        MapPeriod("/stages", (s, q, c) => s.GetStagesAsync(q, c), StatisticsJsonContext.Default.StageUsageList);
        MapPeriod("/holdout", (s, q, c) => s.GetHoldoutAsync(q, c), StatisticsJsonContext.Default.HoldoutComparison);
        group.MapPost("/ingest", async Task<IResult> (HttpRequest request, IStatistics statistics, CancellationToken cancellationToken) =>
        {
            if (await request.ReadFromJsonAsync(StatisticsJsonContext.Default.IReadOnlyListIngestRecord, cancellationToken) is not { } records) return TypedResults.BadRequest();
            await statistics.IngestAsync(records, cancellationToken);
            return TypedResults.NoContent();
        });
        group.MapPost("/prices", async Task<IResult> (HttpRequest request, IStatistics statistics, CancellationToken cancellationToken) =>
            await request.ReadFromJsonAsync(EventsJsonContext.Default.RequestCompletedBatch, cancellationToken) is { } batch
                ? TypedResults.Json(await statistics.PriceAsync(batch, cancellationToken), StatisticsJsonContext.Default.IReadOnlyListNullableDecimal)
                : TypedResults.BadRequest());
        group.MapPost("/session", async (IStatistics statistics, CancellationToken cancellationToken) =>
        {
            await statistics.StartSessionAsync(cancellationToken);
            return TypedResults.NoContent();
        });

        void MapPeriod<T>(string path, Func<IStatistics, PeriodQuery, CancellationToken, Task<T>> read, JsonTypeInfo<T> type) =>
            group.MapGet(path, async ([AsParameters] PeriodParameters parameters, IStatistics statistics, CancellationToken cancellationToken) =>
                TypedResults.Json(await read(statistics, parameters.ToQuery(), cancellationToken), type));
    }

    private static async ValueTask<object?> AnswerUnavailable(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (StatisticsUnavailableException)
        {
            context.HttpContext.Response.Headers.RetryAfter = RetryAfterSeconds;
            return TypedResults.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        catch (System.Text.Json.JsonException)
        {
            return TypedResults.BadRequest();
        }
    }
}
