namespace TokenPak.Compiler;

/// <summary>Registers and maps the compiler: called by its own <see cref="Program"/> and by TokenPak.Local.</summary>
public static class CompilerExtensions
{
    /// <summary>Adds the compiler's services.</summary>
    public static IHostApplicationBuilder AddCompiler(this IHostApplicationBuilder builder) => builder;

    /// <summary>Maps the compiler's endpoints.</summary>
    public static WebApplication MapCompiler(this WebApplication app) => app;
}
