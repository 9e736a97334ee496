using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Errors;

namespace TokenPak.Gateway.Statistics;

/// <summary>The statistics by time, model, agent, session and stage, and one request's receipt; each list as JSON and, with <c>.csv</c> after its name, as CSV.</summary>
internal static class UsageEndpoints
{
    private const int SessionsPageSize = 50;
    private const int MostSessions = 200;

    private static StatisticsJsonContext Json => StatisticsJsonContext.Default;

    public static void MapUsage(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("").AddEndpointFilter(StatisticsEndpoints.UnavailableAsync);
        group.MapGet("/recent/{id:guid}", ReceiptAsync);
        group.MapGet("/stats/sessions", SessionsAsync);
        group.MapGet("/stats/sessions.csv", SessionsCsvAsync);
        MapPeriod(group, "trend", (s, q, c) => s.GetTrendAsync(q, c), Json.UsageTrend);
        MapPeriod(group, "holdout", (s, q, c) => s.GetHoldoutAsync(q, c), Json.HoldoutComparison);
        MapList(group, "series", (s, q, c) => s.GetSeriesAsync(q, c), Json.UsageSeries, CsvColumns.Series, series => series.Buckets);
        MapList(group, "models", (s, q, c) => s.GetModelsAsync(q, c), Json.ModelUsageList, CsvColumns.Models, list => list.Models);
        MapList(group, "agents", (s, q, c) => s.GetAgentsAsync(q, c), Json.AgentUsageList, CsvColumns.Agents, list => list.Agents);
        MapList(group, "stages", (s, q, c) => s.GetStagesAsync(q, c), Json.StageUsageList, CsvColumns.Stages, list => list.Stages);
    }

    private static void MapList<T, TRow>(
        RouteGroupBuilder group,
        string name,
        Func<IStatistics, PeriodQuery, CancellationToken, Task<T>> read,
        JsonTypeInfo<T> type,
        (string Name, Func<TRow, object?> Value)[] columns,
        Func<T, IReadOnlyList<TRow>> rows)
    {
        MapPeriod(group, name, read, type);
        group.MapGet($"/stats/{name}.csv", async (HttpContext context, IStatistics statistics, CancellationToken cancellationToken) =>
        {
            if (!StatisticsQueries.TryPeriod(context.Request.Query, out var query, out var error)) return await StatisticsEndpoints.BadQueryAsync(context, error);
            return CsvFile(context, name, columns, rows(await read(statistics, query, cancellationToken)));
        });
    }

    private static void MapPeriod<T>(RouteGroupBuilder group, string name, Func<IStatistics, PeriodQuery, CancellationToken, Task<T>> read, JsonTypeInfo<T> type) =>
        group.MapGet($"/stats/{name}", async (HttpContext context, IStatistics statistics, CancellationToken cancellationToken) =>
        {
            if (!StatisticsQueries.TryPeriod(context.Request.Query, out var query, out var error)) return await StatisticsEndpoints.BadQueryAsync(context, error);
            return Results.Json(await read(statistics, query, cancellationToken), type);
        });

    private static async Task<IResult> SessionsAsync(HttpContext context, IStatistics statistics, CancellationToken cancellationToken)
    {
        if (!StatisticsQueries.TrySessions(context.Request.Query, MostSessions, SessionsPageSize, out var query, out var error)) return await StatisticsEndpoints.BadQueryAsync(context, error);
        return Results.Json(await statistics.GetSessionsAsync(query, cancellationToken), Json.SessionUsageList);
    }

    private static async Task<IResult> SessionsCsvAsync(HttpContext context, IStatistics statistics, CancellationToken cancellationToken)
    {
        if (!StatisticsQueries.TrySessions(context.Request.Query, MostSessions, MostSessions, out var query, out var error)) return await StatisticsEndpoints.BadQueryAsync(context, error);
        var page = await statistics.GetSessionsAsync(query, cancellationToken);
        if (page.Next is { } next) context.Response.Headers["x-tokenpak-next"] = next;
        return CsvFile(context, "sessions", CsvColumns.Sessions, page.Sessions);
    }

    private static async Task<IResult> ReceiptAsync(Guid id, HttpContext context, IStatistics statistics, CancellationToken cancellationToken)
    {
        if (await statistics.GetReceiptAsync(id, cancellationToken) is { } receipt) return Results.Json(receipt, Json.RequestReceipt);
        await context.WriteErrorAsync(StatusCodes.Status404NotFound, ErrorTypes.NotFound, "There is no request with this id.");
        return Results.Empty;
    }

    private static IResult CsvFile<T>(HttpContext context, string name, (string Name, Func<T, object?> Value)[] columns, IReadOnlyList<T> rows)
    {
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"tokenpak-{name}.csv\"";
        return Results.Text(Csv.Write(columns, rows), "text/csv; charset=utf-8");
    }
}
