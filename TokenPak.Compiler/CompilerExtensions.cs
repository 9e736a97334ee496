using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TokenPak.Compiler.Caching;
using TokenPak.Compiler.Compilation;
using TokenPak.Compiler.Diagnostics;
using TokenPak.Compiler.Originals;
using TokenPak.Compiler.Vault;
using TokenPak.Contracts.Compilation;
using TokenPak.ServiceDefaults.Health;

namespace TokenPak.Compiler;

/// <summary>Registers and maps the compiler: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class CompilerExtensions
{
    /// <summary>Adds the compiler's services; <see cref="IPromptCompiler"/> is then the one in the process.</summary>
    public static IHostApplicationBuilder AddCompiler(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<CompilerOptions>().BindConfiguration(CompilerOptions.SectionName).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompilerOptions>, CompilerOptionsValidator>();
        services.AddOptions<SecretOptions>().BindConfiguration(SecretOptions.SectionName);
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<BlockCache>();
        services.AddSingleton<CompilerMetrics>();
        builder.AddRedis();
        services.AddSingleton<SecondLevel>();
        services.AddSingleton<EngineHost>();
        services.AddHostedService(provider => provider.GetRequiredService<EngineHost>());
        services.AddHealthChecks().AddCheck<EngineHealthCheck>("engine", tags: [HealthExtensions.ReadyTag]);
        services.AddSingleton<IPromptCompiler, PromptCompiler>();
        builder.AddVault();
        builder.AddOriginals();
        return builder;
    }

    /// <summary>Waits until the engine is warm. A compiler of its own listens only then: a gateway that is refused asks another at once, one that waits does not.</summary>
    public static Task WarmUpCompilerAsync(this WebApplication app) => app.Services.GetRequiredService<EngineHost>().WarmAsync();

    /// <summary>Maps the compiler's endpoints, which only a gateway in another process needs.</summary>
    public static WebApplication MapCompiler(this WebApplication app)
    {
        app.MapCompilerEndpoints();
        app.MapVault();
        app.MapOriginals();
        return app;
    }
}
