using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection.Extensions;
using TokenPak.Contracts.Statistics;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Statistics;

namespace TokenPak.Gateway.Ingest;

/// <summary><c>POST /ingest</c> and <c>POST /ingest/batch</c>.</summary>
internal static class IngestEndpoints
{
    private const int MaxRecords = 1000;

    public static void AddIngest(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<IngestReader>();

    public static void MapIngest(this IEndpointRouteBuilder app)
    {
        app.MapPost("/ingest", OneAsync).AddEndpointFilter(StatisticsEndpoints.UnavailableAsync);
        app.MapPost("/ingest/batch", BatchAsync).AddEndpointFilter(StatisticsEndpoints.UnavailableAsync);
    }

    private static async Task<IResult> OneAsync(HttpContext context, IngestReader reader, IStatistics statistics, CancellationToken cancellationToken)
    {
        var (json, problem) = await IngestBody.ReadAsync(context.Request, cancellationToken);
        if (json is null) return await RefuseAsync(context, problem);
        using (json)
        {
            (var record, problem) = reader.Read(json.RootElement);
            if (record is null) return await RefuseAsync(context, problem);
            await statistics.IngestAsync([record], cancellationToken);
            return Results.Json(new IngestAnswer("ok", [record.Id.ToString()]), IngestJsonContext.Default.IngestAnswer);
        }
    }

    private static async Task<IResult> BatchAsync(HttpContext context, IngestReader reader, IStatistics statistics, CancellationToken cancellationToken)
    {
        var (json, problem) = await IngestBody.ReadAsync(context.Request, cancellationToken);
        if (json is null) return await RefuseAsync(context, problem);
        using (json)
        {
            var root = json.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("events", out var events)) root = events;
            if (root.ValueKind != JsonValueKind.Array) return await RefuseAsync(context, IngestProblem.Shape("Send an array of records, or an object with an array 'events'."));
            if (root.GetArrayLength() == 0) return await RefuseAsync(context, IngestProblem.Shape("The batch is empty."));
            if (root.GetArrayLength() > MaxRecords) return await RefuseAsync(context, IngestProblem.Value($"A batch holds 1 to {MaxRecords} records."));
            return await StoreAsync(root, reader, statistics, cancellationToken);
        }
    }

    private static async Task<IResult> StoreAsync(JsonElement array, IngestReader reader, IStatistics statistics, CancellationToken cancellationToken)
    {
        List<IngestRecord> good = [];
        List<IngestError> bad = [];
        var index = 0;
        foreach (var element in array.EnumerateArray())
        {
            var (record, problem) = reader.Read(element);
            if (record is not null) good.Add(record);
            else bad.Add(new IngestError(index, problem?.Message ?? ""));
            index++;
        }

        if (good.Count == 0)
        {
            return Results.Json(
                new BatchRefusal(new ErrorBody("invalid_value", "No record of the batch is valid."), bad), IngestJsonContext.Default.BatchRefusal,
                statusCode: StatusCodes.Status422UnprocessableEntity);
        }

        await statistics.IngestAsync(good, cancellationToken);
        return Results.Json(new BatchAnswer("ok", [.. good.Select(record => record.Id.ToString())], bad), IngestJsonContext.Default.BatchAnswer);
    }

    private static async Task<IResult> RefuseAsync(HttpContext context, IngestProblem? problem)
    {
        if (problem is not null) await context.WriteErrorAsync(problem.Status, problem.Type, problem.Message);
        return Results.Empty;
    }
}

internal sealed record IngestAnswer([property: JsonPropertyName("status")] string Status, [property: JsonPropertyName("ids")] string[] Ids);

internal sealed record BatchAnswer(
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("ids")] string[] Ids,
    [property: JsonPropertyName("errors")] IReadOnlyList<IngestError> Errors);

internal sealed record IngestError([property: JsonPropertyName("index")] int Index, [property: JsonPropertyName("error")] string Error);

internal sealed record BatchRefusal([property: JsonPropertyName("error")] ErrorBody Error, [property: JsonPropertyName("errors")] IReadOnlyList<IngestError> Errors);

internal sealed record ErrorBody([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("message")] string Message);

[JsonSerializable(typeof(IngestAnswer))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(BatchRefusal))]
internal sealed partial class IngestJsonContext : JsonSerializerContext;
