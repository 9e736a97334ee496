using Microsoft.Extensions.Options;
using TokenPak.Contracts.Originals;

namespace TokenPak.Compiler.Originals;

internal static class OriginalsExtensions
{
    public static void AddOriginals(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<OriginalsOptions>().BindConfiguration(OriginalsOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OriginalsOptions>, OriginalsOptionsValidator>();
        services.AddSingleton<OriginalStore>();
        services.AddSingleton<IOriginalStore>(provider => provider.GetRequiredService<OriginalStore>());
        services.AddSingleton<IOriginals, LocalOriginals>();
        services.AddSingleton<LossKeeper>();
    }

    /// <summary>For a gateway in another process. The query is a body: ids and search words do not belong into addresses.</summary>
    public static void MapOriginals(this IEndpointRouteBuilder app) => app.MapPost("/originals", async (HttpRequest request, IOriginals originals, CancellationToken cancellationToken) =>
    {
        if (await request.ReadFromJsonAsync(OriginalsJsonContext.Default.OriginalQuery, cancellationToken) is not { } query) return Results.BadRequest();
        return await originals.FindAsync(query, cancellationToken) is { } found ? Results.Json(found, OriginalsJsonContext.Default.OriginalText) : Results.NoContent();
    });
}
