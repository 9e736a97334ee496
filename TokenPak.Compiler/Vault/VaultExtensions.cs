using Microsoft.Extensions.Options;
using TokenPak.Compiler.Vault.Injection;
using TokenPak.Compiler.Vault.Serving;
using TokenPak.Contracts.Vault;

namespace TokenPak.Compiler.Vault;

internal static class VaultExtensions
{
    public static void AddVault(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<VaultOptions>().BindConfiguration(VaultOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<VaultOptions>, VaultOptionsValidator>();
        services.AddSingleton<VaultService>();
        services.AddHostedService(provider => provider.GetRequiredService<VaultService>());
        services.AddSingleton<VaultSearch>();
        services.AddSingleton<InjectionCounts>();
        services.AddSingleton<MemoKeys>();
        services.AddSingleton<MemoStore>();
        services.AddSingleton<RenderedChunks>();
        services.AddSingleton<ChunkChoice>();
        services.AddSingleton<VaultInjector>();
        services.AddSingleton<IVault, LocalVault>();
    }

    /// <summary>For a gateway in another process.</summary>
    public static void MapVault(this IEndpointRouteBuilder app)
    {
        app.MapGet("/vault", async (IVault vault, CancellationToken cancellationToken) =>
            Results.Json(await vault.GetOverviewAsync(cancellationToken), VaultJsonContext.Default.VaultOverview));
        app.MapPost("/vault/search", async (HttpRequest request, int limit, IVault vault, CancellationToken cancellationToken) =>
        {
            using var text = new StreamReader(request.Body);
            return Results.Json(await vault.SearchAsync(await text.ReadToEndAsync(cancellationToken), limit, cancellationToken), VaultJsonContext.Default.VaultSearchResult);
        });
        app.MapGet("/vault/blocks/{id}", async (string id, IVault vault, CancellationToken cancellationToken) =>
            await vault.FindAsync(id, cancellationToken) is { } block ? Results.Json(block, VaultJsonContext.Default.VaultBlock) : Results.NoContent());
    }
}
