using System.Globalization;
using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Originals;
using TokenPak.Gateway.Compilation;
using TokenPak.Gateway.Errors;
using TokenPak.Gateway.Proxying;

namespace TokenPak.Gateway.Originals;

/// <summary><c>GET /v1/tokenpak/originals/{id}</c>: whole, <c>?lines=10-40</c>, or <c>?search=…&amp;context=2</c>.</summary>
internal static class OriginalsEndpoints
{
    public static void AddOriginals(this IHostApplicationBuilder builder) => builder.AddCompilerClient<IOriginals, HttpOriginals>();

    public static void MapOriginals(this IEndpointRouteBuilder app) =>
        app.MapGet("/v1/tokenpak/originals/{id}", FindAsync).AddEndpointFilter(CompilerClient.AwayAsync);

    private static async Task<IResult> FindAsync(HttpContext context, string id, IOriginals originals, CallerTenant tenants, CancellationToken cancellationToken)
    {
        var parameters = context.Request.Query;
        if (!TryLines(parameters["lines"].ToString(), out var from, out var to)) return await RefuseAsync(context, StatusCodes.Status400BadRequest, ErrorTypes.InvalidRequest, "lines must be like 10-40, 10- or 10.");
        var around = 2;
        if (parameters["context"].ToString() is { Length: > 0 } text && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out around) || around > OriginalQuery.MaxContext))
            return await RefuseAsync(context, StatusCodes.Status400BadRequest, ErrorTypes.InvalidRequest, $"context must be between 0 and {OriginalQuery.MaxContext}.");

        var query = new OriginalQuery { Id = id, Tenant = tenants.OwnerOf(context), From = from, To = to, Search = parameters["search"], Context = around };
        return await originals.FindAsync(query, cancellationToken) is { } found
            ? Results.Json(found, OriginalsJsonContext.Default.OriginalText)
            : await RefuseAsync(context, StatusCodes.Status404NotFound, ErrorTypes.NotFound, "There is no original under this id, or its time is over.");
    }

    internal static bool TryLines(string text, out int? from, out int? to)
    {
        (from, to) = (null, null);
        if (text.Length == 0) return true;
        var dash = text.IndexOf('-');
        var first = dash < 0 ? text : text[..dash];
        if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var start) || start < 1) return false;
        (from, to) = (start, dash < 0 ? start : null);
        if (dash < 0 || dash == text.Length - 1) return true;
        if (!int.TryParse(text[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var end) || end < start) return false;
        to = end;
        return true;
    }

    private static async Task<IResult> RefuseAsync(HttpContext context, int status, string type, string message)
    {
        await context.WriteErrorAsync(status, type, message);
        return Results.Empty;
    }
}
