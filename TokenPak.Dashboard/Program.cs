using TokenPak.Contracts;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Dashboard;

/// <summary>The dashboard service on its own.</summary>
public class Program
{
    private static Task<int> Main(string[] args) => ServiceStart.RunAsync(ResourceNames.Dashboard, args, () => RunAsync(args));

    private static async Task<int> RunAsync(string[] args)
    {
        // Its assets stand beside the program, whatever folder it is started from; without its web root they would be empty 200s.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddServiceDefaults();
        if (!builder.HasRequired(ResourceNames.Dashboard, [], [ResourceNames.Gateway])) return 1;

        // Run from the build's output it finds them through a manifest, in every environment.
        builder.WebHost.UseStaticWebAssets();
        builder.AddDashboard();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapDashboard();
        await app.RunAsync();
        return 0;
    }
}
