using System.Globalization;
using Microsoft.AspNetCore.Http;
using TokenPak.Contracts.Vault;
using TokenPak.Gateway.Compilation;
using TokenPak.Gateway.Errors;

namespace TokenPak.Gateway.Vault;

/// <summary><c>/vault</c>, <c>/vault/search</c>, <c>/vault/blocks/{id}</c>.</summary>
internal static class VaultEndpoints
{
    public static void AddVault(this IHostApplicationBuilder builder) => builder.AddCompilerClient<IVault, HttpVault>();

    public static void MapVault(this IEndpointRouteBuilder app)
    {
        var vault = app.MapGroup("/vault").AddEndpointFilter(CompilerClient.AwayAsync);
        vault.MapGet("", async (IVault vault, CancellationToken cancellationToken) => Results.Json(await vault.GetOverviewAsync(cancellationToken), VaultJsonContext.Default.VaultOverview));
        vault.MapGet("/search", SearchAsync);
        vault.MapGet("/blocks/{id}", FindAsync);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, IVault vault, CancellationToken cancellationToken)
    {
        var query = context.Request.Query["q"].ToString();
        if (string.IsNullOrWhiteSpace(query)) return await RefuseAsync(context, StatusCodes.Status400BadRequest, ErrorTypes.InvalidRequest, "q is missing: the words to look for.");
        var limit = VaultLimits.DefaultResults;
        if (context.Request.Query["limit"].ToString() is { Length: > 0 } text
            && (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > VaultLimits.MaxResults))
        {
            return await RefuseAsync(context, StatusCodes.Status400BadRequest, ErrorTypes.InvalidRequest, $"limit must be between 1 and {VaultLimits.MaxResults}.");
        }

        return Results.Json(await vault.SearchAsync(query, limit, cancellationToken), VaultJsonContext.Default.VaultSearchResult);
    }

    private static async Task<IResult> FindAsync(HttpContext context, string id, IVault vault, CancellationToken cancellationToken) =>
        await vault.FindAsync(id, cancellationToken) is { } block
            ? Results.Json(block, VaultJsonContext.Default.VaultBlock)
            : await RefuseAsync(context, StatusCodes.Status404NotFound, ErrorTypes.NotFound, "There is no block under this id.");

    private static async Task<IResult> RefuseAsync(HttpContext context, int status, string type, string message)
    {
        await context.WriteErrorAsync(status, type, message);
        return Results.Empty;
    }
}
