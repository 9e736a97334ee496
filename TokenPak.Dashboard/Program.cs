using TokenPak.ServiceDefaults;

namespace TokenPak.Dashboard;

/// <summary>The dashboard service on its own.</summary>
public class Program
{
    private static async Task Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddDashboard();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapDashboard();
        await app.RunAsync();
    }
}
