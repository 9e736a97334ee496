using TokenPak.Contracts;
using TokenPak.ServiceDefaults;
using TokenPak.ServiceDefaults.Configuration;

namespace TokenPak.Dashboard;

/// <summary>The dashboard service on its own.</summary>
public class Program
{
    private static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        if (!builder.HasRequired(ResourceNames.Dashboard, [], [ResourceNames.Gateway])) return 1;

        builder.AddDashboard();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapDashboard();
        await app.RunAsync();
        return 0;
    }
}
