using System.Globalization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using TokenPak.Contracts.Compilation;

namespace TokenPak.Compiler.Compilation;

/// <summary>The contract over HTTP, for a gateway in another process. Not for clients: it has no protection of its own.</summary>
internal static class CompilerEndpoints
{
    public static void MapCompilerEndpoints(this IEndpointRouteBuilder app)
    {
        app.MapPost("/compile", CompileAsync);
        app.MapPost("/count", CountAsync);
        app.MapGet("/status", async (IPromptCompiler compiler, HttpContext context) =>
            Results.Json(await compiler.GetStatusAsync(context.RequestAborted), CompilerStatusJsonContext.Default.CompilerStatus));
    }

    private static async Task<IResult> CompileAsync(HttpContext context, IPromptCompiler compiler, IOptions<CompilerOptions> options)
    {
        if (CompileHeaders.Read(context.Request.Headers) is not { } headers)
            return Results.Problem("A header is missing or not understood.", statusCode: StatusCodes.Status400BadRequest);

        Allow(context, options.Value);
        using var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        var result = await compiler.CompileAsync(headers with { Body = body.Memory }, context.RequestAborted);
        return Results.Bytes(CompileResultCodec.Encode(result), CompileResultCodec.ContentType);
    }

    private static async Task<IResult> CountAsync(HttpContext context, IPromptCompiler compiler, IOptions<CompilerOptions> options)
    {
        Allow(context, options.Value);
        using var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
        var count = await compiler.CountTokensAsync(body.Memory, context.RequestAborted);
        return Results.Text(count.ToString(CultureInfo.InvariantCulture), "application/json");
    }

    private static void Allow(HttpContext context, CompilerOptions options)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = options.MaxBodyMegabytes * 1024L * 1024L;
    }
}
