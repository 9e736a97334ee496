using TokenPak.Compiler.Caching;
using TokenPak.Contracts;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Compiler;

/// <summary>The compiler service on its own.</summary>
public class Program
{
    private static Task<int> Main(string[] args) => ServiceStart.RunAsync(ResourceNames.Compiler, args, () => RunAsync(args));

    private static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        if (!builder.HasRequired(ResourceNames.Compiler, [RedisConnection.Required], [])) return 1;

        builder.AddCompiler();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapCompiler();
        await app.WarmUpCompilerAsync();
        await app.RunAsync();
        return 0;
    }
}
