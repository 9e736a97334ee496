using TokenPak.ServiceDefaults;

namespace TokenPak.Compiler;

/// <summary>The compiler service on its own.</summary>
public class Program
{
    private static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddCompiler();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapCompiler();
        await app.RunAsync();
    }
}
